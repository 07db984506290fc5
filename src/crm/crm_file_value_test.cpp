#include "crm/crm_file_value.hpp"

#include <doctest/doctest.h>

namespace backbeat::crm {
namespace {

LocalDate day(std::string_view text) {
  return LocalDate::parse(text).value();
}

TEST_CASE("a date is read by its format, to the last character") {
  CHECK(read_date("2027-03-28", "YYYY-MM-DD") == Written{.date = day("2027-03-28"), .time = {}});
  CHECK(read_date("28/03/2027", "DD/MM/YYYY")->date == day("2027-03-28"));
  CHECK(read_date("2027-03-28 09:05:07", "YYYY-MM-DD hh:mm:ss")->time == LocalTime::make(9, 5, 7).value());
  CHECK(read_date("2027-03-28T09:05:07Z", "YYYY-MM-DDThh:mm:ssZ")->time == LocalTime::make(9, 5, 7).value());
  for (const std::string_view wrong :
       {"2027-3-28", "2027-02-29", "2027-13-01", "2027-03-28 ", " 2027-03-28", "2027-03-28x", "27-03-28", "", "today"})
    CHECK_MESSAGE(!read_date(wrong, "YYYY-MM-DD"), wrong);
  CHECK_FALSE(read_date("2027-03-28 25:00:00", "YYYY-MM-DD hh:mm:ss"));
}

TEST_CASE("the first format that fits is taken") {
  const std::vector<std::string> formats = {"YYYY-MM-DD hh:mm:ss", "YYYY-MM-DD"};
  CHECK(read_date("2027-03-28", formats)->time == std::nullopt);
  CHECK(read_date("2027-03-28 00:00:00", formats)->time == LocalTime());
  CHECK_FALSE(read_date("28.3.2027", formats));
}

TEST_CASE("an amount is digits and perhaps a point, in cents") {
  CHECK(read_amount("0") == 0);
  CHECK(read_amount("1054") == 105400);
  CHECK(read_amount("4821.0") == 482100);
  CHECK(read_amount("4821.5") == 482150);
  CHECK(read_amount("4821.05") == 482105);
  CHECK(read_amount("4821.994") == 482199);
  CHECK(read_amount("4821.995") == 482200);
  CHECK(read_amount("24120000") == 2412000000);
  CHECK(read_amount("10000000000") == 1000000000000);
  for (const std::string_view wrong :
       {"", "-5", "+5", "1,054", "1 054", "$5", "5.", ".5", "1e3", "5..0", "10000000001", "99999999999999999999", "five"})
    CHECK_MESSAGE(!read_amount(wrong), wrong);
}

TEST_CASE("yes and no are what the mapping says, in any capitals") {
  const std::vector<std::string> yes = {"true", "1"}, no = {"false", "0", ""};
  CHECK(read_yes_or_no("TRUE", yes, no) == true);
  CHECK(read_yes_or_no("true", yes, no) == true);
  CHECK(read_yes_or_no("1", yes, no) == true);
  CHECK(read_yes_or_no("False", yes, no) == false);
  CHECK(read_yes_or_no("", yes, no) == false);
  CHECK_FALSE(read_yes_or_no("maybe", yes, no).has_value());
}

}  // namespace
}  // namespace backbeat::crm
