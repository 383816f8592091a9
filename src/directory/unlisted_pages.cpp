#include "directory/directory.h"
#include "directory/handlers.h"
#include "platform/web/json.h"

// An address once printed on a slip or kept in a telephone must lead somewhere for ever.
namespace gishe::directory {
namespace {

struct Left {
  std::optional<Service> service, next;
  Ending ending;
};
Left left_of(const web::Context& c, const ServiceId& id) {
  return c.office.db.read([&](db::Session& s) {
    Left left;
    left.service = find_service(s, id);
    if (!left.service || left.service->listed()) return left;
    left.ending = find_ending(s, id);
    if (left.ending.merged_into) left.next = find_service(s, survivor_of(s, id));
    if (const auto& other = left.service->replaced_by) left.next = find_service(s, survivor_of(s, *other));
    if (left.next && !left.next->listed()) left.next.reset();
    return left;
  });
}

bool is_closed(const Left& left) { return left.service && left.service->status == "archived" && left.ending.closed_on; }

web::Response moved_to(const std::string& address) {
  web::Response r;
  r.status = 301;
  r.headers.emplace_back("Location", address);
  return r;
}

}  // namespace

web::Response show_unlisted(web::Context& c, const ServiceId& id) {
  const auto left = left_of(c, id);
  if (left.ending.merged_into && left.next) return moved_to("/services/" + left.next->id.text());
  if (!is_closed(left)) return c.refuse(not_found);
  const auto& w = c.words;
  auto p = c.page("directory/closed.html", c.actor.signed_in() ? page::Frame::staff : page::Frame::open);
  p.title(left.service->name).set("NAME", left.service->name);
  p.set("CLOSED", w.with("directory.closed.since", {{"day", w.day(*left.ending.closed_on)}}));
  if (!left.service->stopped_words.empty()) p.add("WHY").set("STOPPED_WORDS", left.service->stopped_words);
  if (left.next) p.add("NEXT").set("ID", left.next->id.text()).set("NEXT_NAME", left.next->name);
  return c.show(p, 410);
}

web::Response api_unlisted(web::Context& c, const ServiceId& id) {
  const auto left = left_of(c, id);
  if (!left.ending.merged_into && is_closed(left)) {
    const auto other = left.next ? boost::json::value(left.next->id.text()) : boost::json::value(nullptr);
    return web::json_answer({{"id", id.text()},
                             {"status", "archived"},
                             {"closed_on", left.ending.closed_on->iso()},
                             {"stopped_words", left.service->stopped_words},
                             {"replaced_by", other}},
                            410);
  }
  if (!left.ending.merged_into || !left.next) return c.problem({not_found});
  auto r = moved_to("/api/v1/services/" + left.next->id.text());
  const auto json = web::json_answer(boost::json::object{{"id", id.text()}, {"merged_into", left.next->id.text()}});
  r.body = json.body;
  r.content_type = json.content_type;
  return r;
}

}  // namespace gishe::directory
