// JSON Schema (2020-12, the dialect of OpenAPI 3.1) of described types: named ones once, under their names, referred to everywhere else.
#pragma once

#include "http/described.hpp"

#include <map>
#include <string>
#include <vector>

namespace backbeat::http {

class SchemaBook {
 public:
  /// Enters the type and every named type it is made of. Enter all before asking for a schema: the names depend on who else is there.
  void enter(const Type& type);

  /// The schema of a type: a $ref where it has a name.
  [[nodiscard]] std::string schema(const Type& type) const;
  /// The schema of an object of some members only.
  [[nodiscard]] std::string object_schema(const std::vector<Member>& members) const { return object_schema(members, false); }
  /// Every named schema, by name.
  [[nodiscard]] std::map<std::string, std::string> named() const;

 private:
  struct Entry {
    const Type* type;
    std::string plain;  // its schema with plain names, to tell whether two of one name are the same
  };
  [[nodiscard]] std::string name_of(const Type& type) const;
  [[nodiscard]] std::string named_schema(const Type& type, bool has_plain_names) const;
  [[nodiscard]] std::string schema(const Type& type, bool has_plain_names) const;
  [[nodiscard]] std::string object_schema(const std::vector<Member>& members, bool has_plain_names) const;

  std::map<std::string, std::vector<Entry>> m_by_name;  // by plain name
};

}  // namespace backbeat::http
