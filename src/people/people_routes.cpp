#include "people/people_pages.h"

namespace gishe::people {

web::Routes routes() {
  using web::Method;
  using A = access::Action;
  return {
      {Method::get, "/people", A::find_person, pages::show_search},
      {Method::post, "/people/search", A::find_person, pages::search},
      {Method::get, "/people/new", A::register_person, pages::show_new},
      {Method::post, "/people/new", A::register_person, pages::show_new_typed},
      {Method::post, "/people", A::register_person, pages::register_one},
      {Method::get, "/people/{id}", A::open_person, pages::show_person},
      {Method::get, "/people/{id}/change", A::change_person, pages::show_change},
      {Method::post, "/people/{id}/change", A::change_person, pages::change},
      {Method::post, "/people/{id}/identifier", A::reveal_identifier, pages::reveal},
      {Method::get, "/people/{id}/representatives/new", A::add_representative, pages::show_representative},
      {Method::post, "/people/{id}/representatives/search", A::add_representative, pages::search_representative},
      {Method::post, "/people/{id}/representatives", A::add_representative, pages::add_representative},
      {Method::get, "/people/{id}/household/new", A::change_person, pages::show_member},
      {Method::post, "/people/{id}/household/search", A::change_person, pages::search_member},
      {Method::post, "/people/{id}/household", A::change_person, pages::add_member},

      {Method::get, "/people/{id}/circle", A::change_team, pages::show_circle},
      {Method::post, "/people/{id}/team", A::change_team, pages::join_team},
      {Method::post, "/people/{id}/team/leaving", A::change_team, pages::leave_team},
      {Method::post, "/people/{id}/named", A::name_account, pages::name_account},
      {Method::post, "/people/{id}/named/removal", A::name_account, pages::unname_account},
      {Method::post, "/people/{id}/named/answer", A::open_person, pages::answer_naming},
      {Method::get, "/people/{id}/conflicts", A::bar_account, pages::show_conflicts},
      {Method::post, "/people/{id}/conflicts", A::bar_account, pages::bar_account},
      {Method::post, "/people/{id}/conflicts/lifting", A::bar_account, pages::lift_bar},
      {Method::get, "/people/alarms", A::see_alarms, pages::show_alarms},
      {Method::post, "/people/alarms/{alarm}/seen", A::see_alarms, pages::mark_alarm_seen},
      {Method::post, "/people/{id}/sensitivity", A::change_sensitivity, pages::change_sensitivity},
      {Method::post, "/people/{id}/representatives/{mandate}/end", A::end_mandate, pages::end_mandate},

      {Method::post, "/api/v1/people/search", A::find_person, api::search,
       web::Route::Api{"Find people", "PeopleQuery", "PeoplePage", "", 200, true}},
      {Method::post, "/api/v1/people", A::register_person, api::register_one,
       web::Route::Api{"Register a person", "NewPerson", "Made", "", 201}},
      {Method::post, "/api/v1/people/candidates", A::register_person, api::candidates,
       web::Route::Api{"Who is known already and much like this one", "NewPerson", "CandidateList", "", 200, true}},
      {Method::get, "/api/v1/people/{id}", A::open_person, api::get,
       web::Route::Api{"Open a person's file", "", "Person"}},
      {Method::put, "/api/v1/people/{id}", A::change_person, api::change,
       web::Route::Api{"Change a person's file", "PersonChange", "PersonVersion"}},
      {Method::post, "/api/v1/people/{id}/identifier", A::reveal_identifier, api::reveal,
       web::Route::Api{"Reveal the identity number", "RevealPurpose", "RevealedIdentifier", "", 200, true}},
      {Method::post, "/api/v1/people/{id}/representatives", A::add_representative, api::add_representative,
       web::Route::Api{"Add a representative", "NewRepresentative", "Made", "", 201}},
      {Method::post, "/api/v1/people/{id}/household", A::change_person, api::add_member,
       web::Route::Api{"Add a member of the household", "NewMember", "HouseholdJoined", "", 201}},
      {Method::post, "/api/v1/people/{id}/representatives/{mandate}/end", A::end_mandate, api::end_mandate,
       web::Route::Api{"End a mandate", "MandateEnd", "Changed"}},
      {Method::get, "/api/v1/people/{id}/circle", A::change_team, api::circle,
       web::Route::Api{"Who may open the file", "", "Circle"}},
      {Method::post, "/api/v1/people/{id}/team", A::change_team, api::join_team,
       web::Route::Api{"Add a colleague to the team", "Colleague", "Changed"}},
      {Method::del, "/api/v1/people/{id}/team/{account}", A::change_team, api::leave_team,
       web::Route::Api{"Take a colleague off the team", "", "Changed"}},
      {Method::post, "/api/v1/people/{id}/named", A::name_account, api::name_account,
       web::Route::Api{"Name an account for a shielded person", "Colleague", "Changed"}},
      {Method::del, "/api/v1/people/{id}/named/{account}", A::name_account, api::unname_account,
       web::Route::Api{"Take a named account's access away", "", "Changed"}},
      {Method::post, "/api/v1/people/{id}/named/{account}/confirmation", A::open_person, api::confirm_naming,
       web::Route::Api{"Confirm that an account is named for a shielded person", "", "Changed"}},
      {Method::post, "/api/v1/people/{id}/sensitivity", A::change_sensitivity, api::change_sensitivity,
       web::Route::Api{"Raise or lower the level of a file", "SensitivityChange", "Changed"}},
  };
}

}  // namespace gishe::people
