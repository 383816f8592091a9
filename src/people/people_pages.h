#pragma once
#include "people/people.h"
#include "people/person_search.h"

/// Handlers of people_routes.cpp, and what several of them show alike.
namespace gishe::people {

namespace pages {
web::Response show_search(web::Context& c);
web::Response search(web::Context& c);

web::Response show_new(web::Context& c);
web::Response show_new_typed(web::Context& c);
web::Response register_one(web::Context& c);
web::Response show_change(web::Context& c);
web::Response change(web::Context& c);

web::Response show_person(web::Context& c);
/// The same page with refusals beside the fields of one of its forms: the mandate's, or, without one, the number's.
web::Response person_page(web::Context& c, const PersonId& id, const Refusals& no = {},
                          std::optional<RepresentativeId> mandate = std::nullopt);
web::Response reveal(web::Context& c);

web::Response show_representative(web::Context& c);
web::Response search_representative(web::Context& c);
web::Response add_representative(web::Context& c);
web::Response show_member(web::Context& c);
web::Response search_member(web::Context& c);
web::Response add_member(web::Context& c);

web::Response show_circle(web::Context& c);
web::Response join_team(web::Context& c);
web::Response leave_team(web::Context& c);
web::Response name_account(web::Context& c);
web::Response unname_account(web::Context& c);
web::Response change_sensitivity(web::Context& c);
web::Response answer_naming(web::Context& c);
web::Response end_mandate(web::Context& c);

web::Response show_conflicts(web::Context& c);
web::Response bar_account(web::Context& c);
web::Response lift_bar(web::Context& c);
web::Response show_alarms(web::Context& c);
web::Response mark_alarm_seen(web::Context& c);

/// "Въльо Анастасов" → NAME, ID, BORN, NUMBER, PLACE of a row.
void set_person(page::Values& row, const Person& person, db::Session& session, const words::Words& words);
void set_person(page::Values& row, const Person& person, std::string_view place, const words::Words& words);
std::string place_of(db::Session& session, const Person& person, words::Language language);
}  // namespace pages

namespace api {
web::Response search(web::Context& c);
web::Response register_one(web::Context& c);
web::Response candidates(web::Context& c);
web::Response get(web::Context& c);
web::Response change(web::Context& c);
web::Response reveal(web::Context& c);
web::Response add_representative(web::Context& c);
web::Response add_member(web::Context& c);
web::Response circle(web::Context& c);
web::Response join_team(web::Context& c);
web::Response leave_team(web::Context& c);
web::Response name_account(web::Context& c);
web::Response unname_account(web::Context& c);
web::Response change_sensitivity(web::Context& c);
web::Response confirm_naming(web::Context& c);
web::Response end_mandate(web::Context& c);
}  // namespace api

}  // namespace gishe::people
