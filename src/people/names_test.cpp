#include "people/names.hpp"

#include <doctest/doctest.h>

namespace backbeat::people {

TEST_CASE("capitals, accents, dots, commas and blanks do not make another name") {
  CHECK(name_key("  José  Ángel\tMuñoz ") == "jose angel munoz");
  CHECK(name_key("LeBlanc, Brandon  R.") == "leblanc brandon r");
  CHECK(name_key("Łukasz Żak") == "lukasz zak");
  CHECK(name_key("Jürgen Groß\xC2\xA0Kühn") == "jurgen gros kuhn");
  CHECK(name_key("") == "");
  CHECK(name_key(" . ") == "");
}

TEST_CASE("letters beyond Latin are kept as they are") {
  CHECK(name_key("Ольга Петрова") == "Ольга Петрова");
  CHECK(name_key("山田 太郎") == "山田 太郎");
}

TEST_CASE("a cut sequence at the end is kept and read no further") {
  CHECK(name_key("Zo\xC3") == "zo\xC3");
}

TEST_CASE("ids are compared without capitals, names as names") {
  CHECK(identity_key("employee_id", " E-10 ") == "e-10");
  CHECK(identity_key("employee_id", "1.0") == "1.0");
  CHECK(identity_key("crm_name", "J. Smith") == "j smith");
  CHECK(is_name_system("manager_name"));
  CHECK(is_name_system("name"));
  CHECK(!is_name_system("username"));
  CHECK(is_email_system("crm_email"));
}

TEST_CASE("likeness says why, best first") {
  const auto reason = [](std::string_view a, std::string_view b) { return likeness(a, b) ? likeness(a, b)->reason : ""; };
  CHECK(reason("JOSE MUNOZ", "José Muñoz") == "the same name");
  CHECK(reason("Smith John", "John Smith") == "the same words in another order");
  CHECK(reason("Brandon R. LeBlanc", "Brandon LeBlanc") == "one has a further name");
  CHECK(reason("Jon Smith", "John Smith") == "one letter differs");
  CHECK(reason("Violet Mclelland", "Violet McLeland Jr") == "");
  CHECK(reason("Violet Mcleland", "Violet Mclellend") == "two letters differ");
  CHECK(reason("J. Smith", "John Smith") == "the same last name and initial");
  CHECK(reason("Jim Smith", "Jonathan Smith") == "the same last name and first letter");
  CHECK(reason("Ana Ruiz", "Kim Lee") == "");
  CHECK(reason("Ana", "Ann") == "");  // too short to say
  CHECK(reason("", "Ann") == "");
  CHECK(likeness("Smith John", "John Smith")->score > likeness("J. Smith", "John Smith")->score);
}

}  // namespace backbeat::people
