// Where calls come from: a newly read calendar, and files.
#pragma once

#include "calendar/calendar_actions.hpp"
#include "calls/calls_actions.hpp"
#include "imports/imports_actions.hpp"

namespace backbeat::calls {

struct CallsMapping;

/// What a person's newly read calendar changed, as calls: a meeting with somebody from outside is one; one that is cancelled, has gone, was
/// declined by the person or has nobody from outside any more is a cancelled one. `listener` is told in the same transaction.
void follow_calendar(sql::Transaction& tx, Id<Org> org, Id<Person> person, const std::vector<calendar::Change>& changes, Instant now,
                     const Listener& listener);

/// kind "calls". Rows are told apart by the file's id of the call, so a later file moves and cancels what an earlier one brought; a call
/// that a file leaves out stays as it is. Mappings: backbeat, call-centre, salesforce, salesforce-events, salesforce-tasks.
class CallImporter final : public imports::Importer {
 public:
  /// What `listener` refers to must outlive this.
  CallImporter(const access::Access& access, Listener listener) : m_access(access), m_listener(std::move(listener)) {}
  [[nodiscard]] std::string_view kind() const override { return "calls"; }
  [[nodiscard]] std::string_view label() const override { return "Customer calls"; }
  [[nodiscard]] std::vector<imports::Mapping> mappings() const override;
  [[nodiscard]] std::string_view mapping_text(std::string_view name) const override;
  [[nodiscard]] Result<imports::Mapping> read_mapping(std::string_view text) const override;
  [[nodiscard]] Result<imports::ImportReport> run(sql::Transaction& tx, const imports::ImportRight& right,
                                                  const imports::Upload& upload) const override;
  void matched(sql::Transaction& tx, Id<Org> org, std::string_view system, std::string_view value, Id<Person> person) const override;
  void after_any(sql::Transaction& tx, Id<Org> org, Instant at) const override;

 private:
  [[nodiscard]] Result<CallsMapping> mapping_of(const imports::Upload& upload) const;
  /// Gives the calls that wait for a name to a person, and tells.
  void give(sql::Transaction& tx, Id<Org> org, std::string_view system, std::string_view value, Id<Person> person, Instant at) const;
  void tell(sql::Transaction& tx, Id<Org> org, const std::vector<Change>& changes, Instant at) const;

  const access::Access& m_access;
  Listener m_listener;
};

}  // namespace backbeat::calls
