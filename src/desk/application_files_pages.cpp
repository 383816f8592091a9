#include <algorithm>

#include "desk/application_acts.h"
#include "desk/application_view.h"
#include "desk/desk_access.h"
#include "desk/desk_handlers.h"
#include "desk/online_draft.h"
#include "desk/paper_files.h"
#include "desk/said.h"
#include "platform/web/download.h"

// Files of an application's papers, at the desk: opened with a ledger line, added by who may change the application.
namespace gishe::desk {
namespace {

using access::Action;

Result<files::File> open_paper_file(Office& office, const Actor& actor, const ApplicationId& id,
                                    const files::FileId& file) {
  return office.open(actor, [&](db::Session& session, ledger::Line& line) -> Result<files::File> {
    const auto opened = open_file(session, actor, Action::open_application, id);
    if (!opened) return opened.refusals();
    const Application& a = opened->file.application;
    auto found = read_file(session, office, a.municipality, id, file);
    if (!found) return not_found;
    line = line_about(a, "application.paper_opened", opened->rule);
    return std::move(*found);
  });
}

/// Whether the paper is in order she says herself, with the button beside it: a picture may be of anything.
Refusals attach(Office& office, const Actor& actor, const ApplicationId& id, std::int64_t version,
                const std::string& code, std::vector<web::Upload> uploads, std::string_view once_key) {
  if (uploads.empty()) return {Refusal(required, "file_" + code)};
  for (web::Upload& upload : uploads) upload.field = "file_" + code;
  Judged judged = judge_uploads(office, actor.post.municipality, uploads, {code});
  if (!judged.no.empty()) return judged.no;
  Refusals rest;
  const auto done = office.db.write([&](db::Tx& tx) {
    return once_done(tx, office, actor, once_key, "application.file_added", {id.text(), code}, [&]() -> Result<Done> {
      auto opened = open_file(tx, actor, Action::change_application, id, version);
      if (!opened) return opened.refusals();
      const Application& a = opened->file.application;
      rest = keep_files(tx, office, id, judged.good, actor.account);
      if (!rest.empty()) return rest;
      note_application(tx, office, actor, a, "application.file_added", opened->rule, code);
      return Done{};
    });
  });
  if (!done) return done.refusals();
  return {};
}

}  // namespace

web::Response application_file(web::Context& c) {
  const auto id = c.request.id<ApplicationId>("id");
  const auto file = c.request.id<files::FileId>("file");
  if (!id || !file) return c.refuse(not_found);
  auto found = open_paper_file(c.office, c.actor, *id, *file);
  if (!found) return c.refuse(found.refusals());
  return web::download(std::move(found->bytes), found->about.media_type, found->about.name);
}

web::Response add_application_file(web::Context& c) {
  const auto id = c.request.id<ApplicationId>("id");
  const auto version = version_of(c);
  const std::string code(c.request.form("code"));
  if (!id || !version) return c.refuse(not_found);
  const auto scope = access::scope(c.actor, Action::change_application);
  const bool known = c.office.db.read([&](db::Session& session) {
    const auto a = find_application(session, scope, *id);
    if (!a) return false;
    const auto papers = load_file(session, *a).papers;
    return code == other_paper ||
           std::any_of(papers.begin(), papers.end(), [&](const Paper& p) { return p.code == code; });
  });
  if (!known) return c.refuse(not_found);
  const Refusals no = attach(c.office, c.actor, *id, *version, code, c.request.uploads, c.once_key("file" + code));
  if (!no.empty()) return no.front().field.empty() ? c.refuse(no) : application_page(c, *id, no);
  return c.go("/desk/applications/" + id->text(), "desk.notice.file_added");
}

}  // namespace gishe::desk
