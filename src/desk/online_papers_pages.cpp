#include "desk/desk_handlers.h"
#include "desk/online_fields.h"
#include "desk/paper_files.h"
#include "desk/said.h"
#include "platform/web/signed_cookie.h"

// The page of the papers. What can be taken is kept even where another file on the same page is refused: nobody
// photographs a paper twice because of its neighbour.
namespace gishe::desk {
namespace {

web::Response gone(web::Context& c) { return c.go("/apply", "apply.no_draft"); }

web::Response papers_page(web::Context& c, const Draft& draft, const Refusals& no) {
  const words::Words& w = c.words;
  auto page = c.page("desk/apply_papers.html", page::Frame::open);
  page.title(w("apply.question.papers")).set("STEP", step_words(w, draft.told, "papers"));
  page.set("BACK", "/apply/" + std::string(step_before(draft.told, "papers")));
  page.error_summary("ERRORS", no);
  c.office.db.read([&](db::Session& session) {
    const auto files = list_files(session, c.office, draft.municipality, draft.id);
    page.show_if(!files.empty(), "SOME_FILES");
    for (const ShownFile& file : files) {
      auto row = page.add("FILES");
      row.set("FILE", file.row.id.text()).set("FILE_NAME", file.name).set("PAPER", w("paper." + file.row.code));
      row.set("SIZE", size_words(w, file.row.size_bytes));
    }
    for (const std::string& code : papers_asked(session, draft.municipality, draft.told)) {
      page::Values::Input input{"file_" + code, w("paper." + code)};
      input.type = "file";
      input.optional = true;
      page.add("FIELDS").input("FIELD", input, no);
    }
  });
  return c.show(page, no.empty() ? 200 : no.front().code->http_status);
}

}  // namespace

web::Response show_apply_papers(web::Context& c) {
  const auto draft = find_draft(c.office, c.request.cookie(apply_cookie));
  return draft ? papers_page(c, *draft, {}) : gone(c);
}

web::Response keep_apply_papers(web::Context& c) {
  const auto draft = find_draft(c.office, c.request.cookie(apply_cookie));
  if (!draft) return gone(c);
  const auto no = attach_to_draft(c.office, *draft, c.request.uploads, c.once_key());
  if (!no.empty()) return papers_page(c, *draft, no);
  if (c.request.form("go") != "next") return web::Response::see_other("/apply/papers");
  const auto open = first_open_step(draft->told, c.office.today());
  return web::Response::see_other("/apply/" + std::string(open));
}

web::Response remove_apply_file(web::Context& c) {
  const auto draft = find_draft(c.office, c.request.cookie(apply_cookie));
  const auto file = c.request.id<files::FileId>("file");
  if (!draft) return gone(c);
  if (!file) return c.refuse(not_found);
  const bool done = c.office.db.write([&](db::Tx& tx) { return drop_file(tx, draft->municipality, draft->id, *file); });
  return done ? web::Response::see_other("/apply/papers") : c.refuse(not_found);
}

}  // namespace gishe::desk
