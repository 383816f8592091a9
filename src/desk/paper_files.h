#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "desk/desk.h"
#include "desk/online_store.h"
#include "platform/files/files.h"
#include "platform/web/web.h"

/// Files of papers, from whomever: judged, sealed, kept within the limits of one application, given out again.
namespace gishe::desk {

struct Arrived {
  std::string code;       // which paper
  std::string file_name;  // tidied
  std::string digest;     // of the bytes as they came
  files::Prepared file;
};
/// Those of the uploads that can be taken, photographs drawn anew (platform/pictures); refusals on the fields of the
/// others. Nothing touches the database yet, and nothing here may run in a transaction: a picture takes its time.
struct Judged {
  std::vector<Arrived> good;
  Refusals no;
};
/// Fields are called "file_" + paper code; a field for a paper that is not in `codes` is refused.
Judged judge_uploads(const Office& office, const MunicipalityCode& municipality,
                     const std::vector<web::Upload>& uploads, const std::vector<std::string>& codes);

/// Keeps them under this id, in order, as far as too_many_files and too_many_bytes allow: refusals for the rest.
Refusals keep_files(db::Tx& tx, const Office& office, const ApplicationId& id, const std::vector<Arrived>& files,
                    const std::optional<AccountId>& by);
/// The same for the person, who has no account: the form's key and the bytes make pressing twice keep them
/// once, and a form sent again with another file keep that one too.
Refusals keep_files_once(db::Tx& tx, const Office& office, const ApplicationId& id, const std::vector<Arrived>& files,
                         std::string_view once_key);
/// The file's row and bytes; false: it is not of this application.
bool drop_file(db::Tx& tx, const MunicipalityCode& municipality, const ApplicationId& id, const files::FileId& file);
void drop_files(db::Tx& tx, const MunicipalityCode& municipality, const ApplicationId& id);

struct ShownFile {
  PaperFile row;
  std::string name, media_type;
};
std::vector<ShownFile> list_files(db::Session& session, const Office& office, const MunicipalityCode& municipality,
                                  const ApplicationId& id);
/// The bytes, when the file is of this application.
std::optional<files::File> read_file(db::Session& session, const Office& office, const MunicipalityCode& municipality,
                                     const ApplicationId& id, const files::FileId& file);
/// "1,4 MB", "320 KB"
std::string size_words(const words::Words& w, std::int64_t bytes);

}  // namespace gishe::desk
