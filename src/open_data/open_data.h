#pragma once
#include <functional>
#include <string>
#include <vector>

#include "directory/directory.h"
#include "platform/office/office.h"
#include "platform/web/web.h"

/// The directory as open data: HSDS 3.1 in and out, and its API at /hsds.
namespace gishe::open_data {

/// Keeps the document of what changed; the listener of directory.h.
void entry_changed(db::Tx& tx, const directory::EntryChange& change);
/// Documents of entries that have none yet (a database from before), and the taxonomies of our profile. `all`: looks at
/// every entry, not only whether it was done once.
void make_missing_documents(Office& office, bool all = false);

/// `gishe import hsds PATH`: HSDS 3.0 or 3.1, a folder with the tabular package, a folder of JSON, or one JSON file.
/// A file that is no CSV or no JSON at all imports nothing. Rows and fields that do not fit are refused one by one and
/// reported; the rest is taken, in transactions of some thousand, so that the desk goes on working and an interrupted
/// import is simply run again. Idempotent by HSDS id; entries of our own are never overwritten.
struct ImportWish {
  std::string path;
  MunicipalityCode fallback;  // where services belong whose place nobody said
  bool strict = false;        // one refused row or field, and nothing is imported
  std::string report;         // CSV file for everything that was not taken; empty: none
};
struct Imported {
  int organisations = 0, services = 0, locations = 0, others = 0, unchanged = 0;
  int rows_refused = 0, fields_refused = 0, notes = 0;
  bool taken = true;                 // false: the file is broken, or strict said no
  std::vector<std::string> refused;  // the first 100 lines of the report
};
Imported import_hsds(Office& office, const ImportWish& wish, const std::function<void(int percent)>& progress);

/// Two entries as an import leaves them, not listed, with terms of a taxonomy that is not ours.
void load_demo(Office& office);
/// Imported entries whose foreign terms an editor has given another meaning say so in their columns, except what a
/// person has set there. For a job that repeats.
void apply_meanings(Office& office);

/// `gishe export hsds PATH`: a folder gets the tabular package, a name ending in .json one file with everything nested.
/// Reads in pieces; what it holds in memory does not grow with the directory, but for eight bytes a row of the tables
/// whose rows several things may share. Drafts stay here; hidden places go out as virtual ones.
struct Exported {
  std::int64_t entities = 0, rows = 0;
};
Exported export_hsds(Office& office, const std::string& path, const std::function<void(int percent)>& progress);

web::Routes routes();  // /hsds …

}  // namespace gishe::open_data
