#include "open_data/bg_social.h"
#include "open_data/document.h"
#include "open_data/entry_fields.h"
#include "open_data/hsds_shape.h"
#include "open_data/open_data.h"

// The one place that makes the document of an entry from its columns and from what was there.
namespace gishe::open_data {
namespace {

using What = directory::EntryChange::What;

json::object before_or_new(db::Session& session, std::string_view kind, const Uuid& id) {
  const auto body = find_body(session, kind, id);
  auto object = body ? parse_object(*body) : std::nullopt;
  return object ? std::move(*object) : json::object{};
}

void refresh_organisation(db::Tx& tx, const Uuid& id, Instant at) {
  const auto organisation = directory::find_whole_organisation(tx, OrganisationId{id});
  if (!organisation) return drop_document(tx, hsds::organizations, id);
  auto d = before_or_new(tx, hsds::organizations, id);
  put_organisation(d, *organisation);
  store_document(tx, document_of(hsds::organizations, d, true, at));
}

void store_pair(db::Tx& tx, const directory::NewService& n, bool listed, Instant at) {
  if (!n.location || !n.at_location) return;
  auto d = before_or_new(tx, hsds::service_at_location, *n.at_location);
  d["id"] = n.at_location->text();
  d["service_id"] = n.service.id.text();
  d["location_id"] = n.location->text();
  if (n.service.restricted) {
    d = json::object{{"id", d["id"]}, {"service_id", d["service_id"]}, {"location_id", d["location_id"]}};
  }
  store_document(tx, document_of(hsds::service_at_location, d, listed, at));
}

bool is_draft(std::string_view state) { return state == "suggested" || state == "draft" || state == "in_review"; }

void refresh_location(db::Tx& tx, const Uuid& id, Instant at);

/// Whom a service came to or left. A place of ours has a document while an entry that is no draft stands there; an
/// imported one has come with its own.
void settle_place(db::Tx& tx, const LocationId& place, Instant at) {
  const bool there = find_body(tx, hsds::locations, place.value).has_value();
  if (!there || list_services_at(tx, place.value).empty()) refresh_location(tx, place.value, at);
}

void refresh_service(db::Tx& tx, const Uuid& id, Instant at) {
  const auto n = directory::find_entry(tx, ServiceId{id});
  const bool own = n && n->source == "own";
  if (!n || (own && is_draft(n->service.status))) {
    drop_pairs(tx, id, std::nullopt);
    if (n && n->location) settle_place(tx, *n->location, at);
    return drop_document(tx, hsds::services, id);
  }
  const bool stands = n->location && !(own && n->service.status == "archived");
  if (n->service.restricted) at = directory::for_everybody(n->service).modified_at;
  auto d = before_or_new(tx, hsds::services, id);
  put_service(tx, d, *n);
  const bool listed = n->service.listed();
  store_document(tx, document_of(hsds::services, d, listed, at));
  if (own) drop_pairs(tx, id, stands ? std::optional(n->location->value) : std::nullopt);
  if (stands) store_pair(tx, *n, listed, at);
  list_document(tx, id, listed);
  if (n->location) settle_place(tx, *n->location, at);
}

void refresh_location(db::Tx& tx, const Uuid& id, Instant at) {
  const auto location = directory::find_location(tx, LocationId{id});
  const bool ours = location && location->source == "own";
  if (!location || (ours && list_services_at(tx, id).empty())) return drop_document(tx, hsds::locations, id);
  auto d = before_or_new(tx, hsds::locations, id);
  put_location(tx, d, *location);
  store_document(tx, document_of(hsds::locations, d, true, at));
  if (location->visibility == "public") return;
  for (const auto& service : list_services_at(tx, id)) refresh_service(tx, service, at);
}

void refresh(db::Tx& tx, What what, const Uuid& id, Instant at) {
  switch (what) {
    case What::organisation:
      return refresh_organisation(tx, id, at);
    case What::location:
      return refresh_location(tx, id, at);
    case What::service:
      return refresh_service(tx, id, at);
  }
}

std::string_view kind_of(What what) {
  return what == What::organisation ? hsds::organizations : what == What::location ? hsds::locations : hsds::services;
}

/// Those of `ids` that have no document get one.
void make_documents(db::Tx& tx, What what, const std::vector<Uuid>& ids, Instant at) {
  std::vector<Uuid> there;
  each_body(tx, kind_of(what), ids, [&](const Uuid& id, std::string_view) { there.push_back(id); });
  std::sort(there.begin(), there.end());
  for (const auto& id : ids) {
    if (!std::binary_search(there.begin(), there.end(), id)) refresh(tx, what, id, at);
  }
}

void store_profile(db::Tx& tx, Instant at) {
  const auto store = [&](std::string_view scheme, const std::vector<std::string>& codes) {
    store_document(tx, document_of(hsds::taxonomies, bg_social::taxonomy(scheme), true, at));
    for (const auto& code : codes) {
      auto term = bg_social::term(scheme, code);
      term["taxonomy_detail"] = bg_social::taxonomy(scheme);
      store_document(tx, document_of(hsds::taxonomy_terms, term, true, at));
    }
  };
  for (const auto& scheme : bg_social::schemes()) store(scheme.name, scheme.codes);
  std::vector<std::string> needs;
  for (const auto& need : directory::list_needs(tx)) needs.push_back(need.code);
  store(bg_social::need, needs);
}

}  // namespace

void entry_changed(db::Tx& tx, const directory::EntryChange& change) {
  if (!change.left) return refresh(tx, change.what, change.id, change.at);
  drop_pair(tx, change.id, change.left->value);
  settle_place(tx, *change.left, change.at);
}

void make_missing_documents(Office& office, bool all) {
  constexpr int batch = 500;
  // The last thing made says that all was made once.
  const Uuid last = bg_social::taxonomy_id(bg_social::need);
  const auto done = [&](db::Session& s) { return find_body(s, hsds::taxonomies, last).has_value(); };
  if (!all && office.db.read(done)) return;
  const Instant now = office.now();
  for (const What what : {What::organisation, What::location, What::service}) {
    Uuid after;
    for (;;) {
      const auto ids = office.db.read([&](db::Session& s) { return directory::list_ids(s, what, after, batch); });
      if (ids.empty()) break;
      after = ids.back();
      office.db.write([&](db::Tx& tx) { make_documents(tx, what, ids, now); });
    }
  }
  if (!office.db.read(done)) office.db.write([&](db::Tx& tx) { store_profile(tx, now); });
}

}  // namespace gishe::open_data
