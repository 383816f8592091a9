#pragma once
#include <gtest/gtest.h>

#include "directory/directory.h"
#include "entries/entries.h"
#include "platform/db/testing.h"
#include "territory/territory.h"

namespace gishe::entries::testing {

/// The demo's directory, a provider's head in Лесичово, two editors there and one in Пещера; and the handlers as the
/// router calls them.
class World {
 public:
  explicit World(db::Engine engine) : db(db::testing::fresh_database(engine)) {
    db->write([](db::Tx& tx) { territory::load_demo_places(tx); });
    directory::load_demo(office);
  }
  static Actor actor(Function function, const char* municipality, const char* organisation = "") {
    Actor who;
    who.account = AccountId::make();
    who.post = {
        PostId::make(), function, {municipality}, OrganisationId::parse(organisation).value_or(OrganisationId{})};
    return who;
  }
  directory::Service service(const ServiceId& id) {
    return *db->read([&](db::Session& s) { return directory::find_service(s, id); });
  }
  std::int64_t ledger_lines() {
    static const db::Query q_lines{"test.ledger", "SELECT count(*) FROM ledger"};
    return db->read([](db::Session& s) { return s.count(q_lines, {}); });
  }
  /// The name of the refusal; empty when all went well.
  template <class T>
  static std::string why(const Result<T>& result) {
    return result.ok() ? "" : result.refusals().front().code->name;
  }
  web::Response ask(web::Method method, std::string_view pattern, web::Request request, const Actor& who = {},
                    words::Language language = words::Language::bg) {
    for (const auto& route : routes()) {
      if (route.method != method || route.pattern != pattern) continue;
      request.method = method;
      page::Surroundings around;
      around.language = language;
      web::Context context{request, office, who, words::Words(language), around};
      return route.handler(context);
    }
    ADD_FAILURE() << "no route " << pattern;
    return {};
  }
  static web::Request with_id(std::string_view id) {
    web::Request request;
    request.path_values = {{"id", std::string(id)}};
    return request;
  }

  std::unique_ptr<db::Database> db;
  const secrets::Vault vault = secrets::Vault::for_tests();
  SetClock clock{{1'795'300'000'000'000}};  // 22.11.2026
  Office office{*db, vault, clock};
  const ServiceId assistance = *ServiceId::parse("01980000-0000-7000-8000-00000000c004");
  const Actor head = actor(Function::provider_head, "PAZ14", "01980000-0000-7000-8000-00000000b002");
  const Actor other_head = actor(Function::provider_head, "PAZ14", "01980000-0000-7000-8000-00000000b003");
  const Actor editor = actor(Function::directory_editor, "PAZ14");
  const Actor second = actor(Function::directory_editor, "PAZ14");
  const Actor neighbour = actor(Function::directory_editor, "PAZ21");
};

}  // namespace gishe::entries::testing
