#include <map>

#include "open_data/bg_social.h"
#include "open_data/handlers.h"
#include "open_data/open_data.h"
#include "open_data/published.h"
#include "open_data/validators.h"
#include "platform/web/json.h"

namespace gishe::open_data {
namespace {

namespace json = boost::json;

/// Fields of the profile as a page shows them: table, name, what it means.
void put_fields(page::Page& page) {
  const auto whole = json::parse(json::string_view(profile_text().data(), profile_text().size()));
  for (const auto& [file, patch] : whole.get_object()) {
    for (const auto& [name, schema] : patch.at("properties").get_object()) {
      const auto* says = schema.get_object().if_contains("description");
      page.add("FIELDS")
          .set("FILE", std::string_view(file))
          .set("FIELD", std::string_view(name))
          .set("SAYS", says ? std::string_view(says->get_string()) : std::string_view());
    }
  }
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
  return text;
}

using Files = std::map<std::string, std::string, std::less<>>;

/// The merged schema of each object, its references as names of files beside it.
Files schema_files() {
  const auto whole = json::parse(json::string_view(openapi_text().data(), openapi_text().size()));
  const auto& schemas = whole.at("components").at("schemas").get_object();
  Files files;
  for (const auto& [name, schema] : schemas) {
    auto text = json::serialize(schema);
    for (const auto& one : schemas) {
      const std::string key(one.key());
      text = replaced(std::move(text), "\"#/components/schemas/" + key + "\"", "\"" + key + ".json\"");
    }
    files.emplace(std::string(name) + ".json", std::move(text));
  }
  return files;
}

Files patch_files() {
  const auto whole = json::parse(json::string_view(profile_text().data(), profile_text().size()));
  Files files;
  for (const auto& [name, patch] : whole.get_object()) files.emplace(name, json::serialize(patch));
  return files;
}

}  // namespace

web::Response show_profile(web::Context& c) {
  auto page = c.page("open_data/profile.html", page::Frame::open);
  page.title(c.words("open_data.profile.title"));
  page.set("BASE", c.office.public_address + "/hsds");
  page.set("OPENAPI", c.office.public_address + "/hsds/openapi.json");
  for (const auto& scheme : bg_social::schemes()) {
    auto row = page.add("SCHEMES");
    row.set("NAME", scheme.name).set("WORDS", c.words("open_data.taxonomy." + std::string(scheme.name)));
    for (const auto& code : scheme.codes) {
      row.add("CODES").set("CODE", code).set("WORDS", c.words(std::string(scheme.prefix) + "." + code));
    }
  }
  put_fields(page);
  return c.show(page);
}

web::Response show_openapi(web::Context& c) {
  return with_validators(c, "application/json", std::string(openapi_text()), std::nullopt);
}

web::Response show_profile_file(web::Context& c) {
  static const Files schemas = schema_files(), patches = patch_files();
  const auto& files = c.request.path.find("/schema/") != std::string::npos ? schemas : patches;
  const auto found = files.find(c.request.in_path("file"));
  if (found == files.end()) return c.problem({not_found});
  return with_validators(c, "application/schema+json", found->second, std::nullopt);
}

web::Routes routes() {
  using enum web::Method;
  using enum access::Action;
  return {
      {get, "/hsds", open_public, show_base},
      {get, "/hsds/services", open_public, list_services},
      {post, "/hsds/services", open_public, list_services},
      {get, "/hsds/services/{id}", open_public, show_service},
      {get, "/hsds/taxonomies", open_public, list_taxonomies},
      {post, "/hsds/taxonomies", open_public, list_taxonomies},
      {get, "/hsds/taxonomies/{id}", open_public, show_taxonomy},
      {get, "/hsds/taxonomy_terms", open_public, list_terms},
      {post, "/hsds/taxonomy_terms", open_public, list_terms},
      {get, "/hsds/taxonomy_terms/{id}", open_public, show_term},
      {get, "/hsds/organizations", open_public, list_organisations},
      {post, "/hsds/organizations", open_public, list_organisations},
      {get, "/hsds/organizations/{id}", open_public, show_organisation},
      {get, "/hsds/service_at_locations", open_public, list_pairs},
      {post, "/hsds/service_at_locations", open_public, list_pairs},
      {get, "/hsds/service_at_locations/{id}", open_public, show_pair},
      {get, "/hsds/openapi.json", open_public, show_openapi},
      {get, "/hsds/bg-social", open_public, show_profile},
      {get, "/hsds/bg-social/profile/{file}", open_public, show_profile_file},
      {get, "/hsds/bg-social/schema/{file}", open_public, show_profile_file},
      {get, "/editor/taxonomies", keep_search_words, show_foreign_terms},
      {post, "/editor/taxonomies", keep_search_words, post_meaning},
  };
}

}  // namespace gishe::open_data
