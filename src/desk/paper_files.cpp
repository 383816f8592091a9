#include "desk/paper_files.h"

#include <algorithm>

#include "base/text.h"
#include "desk/desk_access.h"
#include "platform/files/upload.h"
#include "platform/pictures/pictures.h"

namespace gishe::desk {
namespace {

struct Paper {
  std::string bytes, media_type, name;
};
/// A photograph is drawn anew: without where and with what it was taken, the right way up. A PDF stays as it is.
Result<Paper> paper_of(const web::Upload& upload) {
  const auto kind = files::check_upload(upload.bytes, upload.field);
  if (!kind) return kind.refusals();
  const std::string name = files::tidy_name(upload.file_name, *kind);
  if (!kind->starts_with("image/")) return Paper{upload.bytes, *kind, name};
  auto drawn = pictures::draw_paper_anew(upload.bytes, upload.field);
  if (!drawn) return drawn.refusals();
  if (drawn->size() > files::bytes_max)
    return Refusal(files::too_large, upload.field, {{"max", std::to_string(files::bytes_max >> 20)}});
  constexpr std::string_view jpeg = "image/jpeg";
  const std::string stem = name.substr(0, name.rfind('.'));
  return Paper{std::move(*drawn), std::string(jpeg), files::tidy_name(stem, jpeg)};
}

}  // namespace

Judged judge_uploads(const Office& office, const MunicipalityCode& municipality,
                     const std::vector<web::Upload>& uploads, const std::vector<std::string>& codes) {
  constexpr std::string_view prefix = "file_";
  Judged judged;
  for (const web::Upload& upload : uploads) {
    const std::string code = upload.field.starts_with(prefix) ? upload.field.substr(prefix.size()) : "";
    if (!text::one_of(codes, code)) {
      judged.no.emplace_back(not_in_list);
      continue;
    }
    if (judged.good.size() == online_files_max) {
      judged.no.push_back(Refusal(too_many_files, upload.field, {{"max", std::to_string(online_files_max)}}));
      break;
    }
    const auto paper = paper_of(upload);
    if (!paper) {
      judged.no.push_back(paper.refusals().front());
      continue;
    }
    Arrived arrived{code, paper->name, secrets::digest(upload.bytes), {}};
    arrived.file =
        files::prepare(office.vault, {municipality, paper->bytes, paper->media_type, arrived.file_name, true});
    judged.good.push_back(std::move(arrived));
  }
  return judged;
}

Refusals keep_files(db::Tx& tx, const Office& office, const ApplicationId& id, const std::vector<Arrived>& files,
                    const std::optional<AccountId>& by) {
  Refusals no;
  if (files.empty()) return no;
  const auto there = list_paper_files(tx, files.front().file.municipality, id);
  auto count = static_cast<int>(there.size());
  std::int64_t bytes = 0;
  for (const PaperFile& file : there) bytes += file.size_bytes;
  for (const Arrived& arrived : files) {
    const std::string field = "file_" + arrived.code;
    if (count == online_files_max) {
      no.push_back(Refusal(too_many_files, field, {{"max", std::to_string(online_files_max)}}));
      continue;
    }
    if (bytes + arrived.file.size_bytes > online_bytes_max) {
      no.push_back(Refusal(too_many_bytes, field, {{"max", std::to_string(online_bytes_max >> 20)}}));
      continue;
    }
    ++count;
    bytes += arrived.file.size_bytes;
    files::store(tx, arrived.file, office.now());
    insert_paper_file(tx, arrived.file.municipality,
                      {arrived.file.id, id, arrived.code, arrived.file.size_bytes, office.now(), by});
  }
  return no;
}

Refusals keep_files_once(db::Tx& tx, const Office& office, const ApplicationId& id, const std::vector<Arrived>& files,
                         std::string_view once_key) {
  Refusals no;
  const std::string digest = content_digest({id.text()});
  std::string key;
  if (!once_key.empty() && !files.empty()) {
    key = "application_files:" + std::string(once_key);
    for (const Arrived& file : files) key += ':' + file.code + ':' + text::hex(file.digest);
  }
  const auto kept =
      jobs::once(tx, office.clock, Actor{}, key, "application.files_sent", digest, [&]() -> Result<std::string> {
        no = keep_files(tx, office, id, files, std::nullopt);
        return std::string("kept");
      });
  return kept ? no : kept.refusals();
}

bool drop_file(db::Tx& tx, const MunicipalityCode& municipality, const ApplicationId& id, const files::FileId& file) {
  return delete_paper_file(tx, municipality, id, file) && files::erase(tx, municipality, file);
}

void drop_files(db::Tx& tx, const MunicipalityCode& municipality, const ApplicationId& id) {
  for (const PaperFile& file : list_paper_files(tx, municipality, id)) drop_file(tx, municipality, id, file.id);
}

std::vector<ShownFile> list_files(db::Session& session, const Office& office, const MunicipalityCode& municipality,
                                  const ApplicationId& id) {
  std::vector<ShownFile> shown;
  for (PaperFile& row : list_paper_files(session, municipality, id)) {
    auto about = files::describe(session, office.vault, municipality, row.id);
    if (about) shown.push_back({std::move(row), std::move(about->name), std::move(about->media_type)});
  }
  return shown;
}

std::optional<files::File> read_file(db::Session& session, const Office& office, const MunicipalityCode& municipality,
                                     const ApplicationId& id, const files::FileId& file) {
  const auto of_this = list_paper_files(session, municipality, id);
  const bool known = std::any_of(of_this.begin(), of_this.end(), [&](const PaperFile& f) { return f.id == file; });
  if (!known) return std::nullopt;
  return files::find(session, office.vault, municipality, file);
}

std::string size_words(const words::Words& w, std::int64_t bytes) {
  constexpr std::int64_t kib = 1024, mib = kib * kib;
  if (bytes >= mib) return w.with("desk.file.mb", {{"n", w.number((bytes + mib / 2) / mib)}});
  return w.with("desk.file.kb", {{"n", w.number(std::max<std::int64_t>(1, bytes / kib))}});
}

}  // namespace gishe::desk
