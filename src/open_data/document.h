#pragma once
#include <boost/json.hpp>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/instant.h"
#include "base/uuid.h"
#include "platform/db/db.h"

/// The one JSON document that HSDS has of a thing. Fields nobody here knows live in it and nowhere else.
namespace gishe::open_data {

namespace json = boost::json;

struct Document {
  struct Mark {
    Uuid term;
    std::optional<Uuid> taxonomy;
  };
  std::string kind;  // a table of HSDS
  Uuid id;
  std::optional<Uuid> organisation, service, location, taxonomy, parent;
  std::optional<double> latitude, longitude;  // of a place
  std::optional<std::string> postcode;
  bool listed = true;
  Instant modified_at;
  std::string words;  // lower case, for plain search
  std::string body;
  std::vector<Mark> marks;
};

/// The terms that the attributes of an object name.
std::vector<Document::Mark> marks_of(const json::object& object);
/// Links, words and marks are read from the object. `object` must have an id.
Document document_of(std::string_view kind, const json::object& object, bool listed, Instant at);

/// Replaces by kind and id. `is_new`: there is none yet, so nothing is taken away first.
void store_document(db::Tx& tx, const Document& document, bool is_new = false);
void drop_document(db::Tx& tx, std::string_view kind, const Uuid& id);
/// Documents of the pairs of a service and its places, and of the service itself, go as one.
void list_document(db::Tx& tx, const Uuid& service, bool listed);
void drop_pair(db::Tx& tx, const Uuid& service, const Uuid& location);
void drop_pairs(db::Tx& tx, const Uuid& service, const std::optional<Uuid>& but_of_location);

std::optional<std::string> find_body(db::Session& session, std::string_view kind, const Uuid& id);
/// Of these ids those that are there, with their bodies.
void each_body(db::Session& session, std::string_view kind, const std::vector<Uuid>& ids,
               const std::function<void(const Uuid&, std::string_view body)>& take);
/// In order of id, after `after`, at most `limit`.
std::vector<std::pair<Uuid, std::string>> list_bodies(db::Session& session, std::string_view kind, const Uuid& after,
                                                      int limit);
std::vector<std::string> list_kinds(db::Session& session);
/// Services that are given at a place.
std::vector<Uuid> list_services_at(db::Session& session, const Uuid& location);

/// nullopt: text that is no JSON object (the database was changed by hand).
std::optional<json::object> parse_object(std::string_view text);

}  // namespace gishe::open_data
