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

      {Method::post, "/api/v1/people/search", A::find_person, api::search,
       web::Route::Api{"Find people", "PeopleQuery", "PeoplePage"}},
      {Method::post, "/api/v1/people", A::register_person, api::register_one,
       web::Route::Api{"Register a person", "NewPerson", "Made"}},
      {Method::get, "/api/v1/people/{id}", A::open_person, api::get,
       web::Route::Api{"Open a person's file", "", "Person"}},
      {Method::put, "/api/v1/people/{id}", A::change_person, api::change,
       web::Route::Api{"Change a person's file", "PersonChange", "PersonVersion"}},
      {Method::post, "/api/v1/people/{id}/identifier", A::reveal_identifier, api::reveal,
       web::Route::Api{"Reveal the identity number", "RevealPurpose", "RevealedIdentifier"}},
      {Method::post, "/api/v1/people/{id}/representatives", A::add_representative, api::add_representative,
       web::Route::Api{"Add a representative", "NewRepresentative", "Made"}},
      {Method::post, "/api/v1/people/{id}/household", A::change_person, api::add_member,
       web::Route::Api{"Add a member of the household", "NewMember", "HouseholdJoined"}},
  };
}

}  // namespace gishe::people
