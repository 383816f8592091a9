#include "own_file/who_opened.h"

#include <boost/json.hpp>

#include "base/text.h"

namespace gishe::own_file {
namespace {

namespace json = boost::json;

// Of the actions on a person; every other one is told as "other".
const std::vector<std::string> told{
    "opened",           "registered",        "changed",           "identifier_revealed", "representative_added",
    "mandate_ended",    "household_joined",  "read_for_referral", "looked_up",           "team_joined",
    "team_left",        "own_access_opened", "own_access_ended",  "own_letter_made",     "own_file_opened",
    "request_received", "request_opened",    "request_in_review", "request_extended",    "request_answered",
    "request_refused",  "copy_prepared",     "copy_released",     "opened_in_emergency"};
const std::vector<std::string> guarding{"account_named",        "account_unnamed",        "account_barred",
                                        "bar_lifted",           "naming_proposed",        "naming_declined",
                                        "conflicts_opened",     "circle_opened",          "alarm_seen",
                                        "looked_for_by_barred", "number_registered_again"};
const std::vector<std::string> sheltering{"crisis_worker"};
const std::vector<std::string> protecting{"child_protection", "commission_secretary", "social_worker"};

std::string text_in(const json::object& body, const char* key) {
  const auto* value = body.if_contains(key);
  return value && value->is_string() ? std::string(value->as_string()) : std::string();
}

}  // namespace

std::vector<Opening> who_opened(const std::vector<ledger::Entry>& entries, Reader reader) {
  std::vector<Opening> seen;
  for (const auto& entry : entries) {
    boost::system::error_code error;
    const auto parsed = json::parse(entry.body, error);
    if (error || !parsed.is_object()) continue;
    const auto& body = parsed.as_object();
    const std::string action = text_in(body, "action");
    if (!action.starts_with("person.")) continue;
    const std::string done = action.substr(action.find('.') + 1);
    if (done == "sensitivity_changed") break;
    const std::string function = text_in(body, "function");
    if (text::one_of(guarding, done) || text::one_of(sheltering, function)) continue;
    if (reader == Reader::representative && text::one_of(protecting, function)) continue;
    Opening line{entry.at, function, text::one_of(told, done) ? done : "other", {}, false};
    line.organisation = OrganisationId::parse(text_in(body, "organisation")).value_or(OrganisationId{});
    line.of_town = text_in(body, "rule").find("/municipality/") != std::string::npos;
    seen.push_back(std::move(line));
  }
  return seen;
}

}  // namespace gishe::own_file
