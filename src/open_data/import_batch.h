#pragma once
#include <future>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "directory/directory.h"
#include "open_data/document.h"
#include "open_data/hsds_json.h"
#include "open_data/open_data.h"
#include "open_data/term_meaning.h"
#include "territory/territory.h"

namespace gishe::open_data {

/// Some roots on their way into the database: what is there is read once, then everything is written in one
/// transaction, while the rows of the next one are read from the file. What the whole run must remember (a place's
/// municipality, what was told already) stays in here too.
class ImportBatches {
 public:
  /// `dry`: looks at everything, writes nothing.
  ImportBatches(Office& office, const MunicipalityCode& fallback, ImportReport& report, bool dry)
      : m_office(office), m_fallback(fallback), m_report(report), m_dry(dry), m_at(office.now()) {}

  void add(Root&& root);
  /// Writes what is left and returns when all of it is on disk. Throws what a write threw.
  void finish();
  Imported counts;

 private:
  struct Known {
    MunicipalityCode municipality;
    bool hidden = false;
  };
  struct Taken {
    directory::NewService entry;
    std::optional<Given> given;  // by the meanings of foreign terms
  };
  struct Work {
    std::vector<directory::NewOrganisation> organisations;
    std::vector<directory::NewLocation> locations;
    std::vector<Taken> services, counted;              // counted: only their numbers can be new
    std::vector<std::pair<Document, bool>> documents;  // with whether it is new
    std::vector<Uuid> closed;                          // places that were public until now
  };
  using Before = std::map<std::pair<std::string, Uuid>, std::string>;

  void flush();
  void write(const Work& work);
  void wait();
  Before find_before(db::Session& session) const;
  void find_kept(db::Session& session);
  void prepare(db::Session& session, Root& root, Before& before, Work& work);
  bool organisation(db::Session& session, Root& root, bool is_new, Work& work);
  bool location(db::Session& session, Root& root, Work& work);
  void keep_hidden(const Root& root, directory::NewLocation& l);
  void drop_rows_of_hidden(db::Session& session, json::object& service);
  bool service(db::Session& session, Root& root, bool is_new, Work& work);
  bool pair(db::Session& session, Root& root, Work& work);
  void look_at_place(db::Session& session, const Root& root, directory::NewLocation& l, bool& unusable);
  const territory::Settlement* settlement(db::Session& session, const Ekatte& code);
  const std::vector<territory::Settlement>& with_postcode(db::Session& session, const std::string& postcode);
  const Known* known_location(db::Session& session, const Uuid& id);
  const std::string& source_of_organisation(db::Session& session, const Uuid& id);

  Office& m_office;
  MunicipalityCode m_fallback;
  ImportReport& m_report;
  bool m_dry;
  Instant m_at;
  Meanings m_meanings;  // as they are when a batch is prepared
  std::vector<directory::Need> m_needs;
  std::vector<Root> m_roots;
  int m_services = 0;
  bool m_listed = true;  // of the service of the last pair
  std::map<Uuid, Known> m_locations;
  std::map<std::string, std::optional<territory::Settlement>> m_settlements;
  std::map<std::string, std::vector<territory::Settlement>> m_postcodes;
  std::map<Uuid, std::string> m_owners;
  std::map<Uuid, directory::KnownPlace> m_kept;   // places of this batch, as they are in the database
  std::map<Uuid, std::vector<Uuid>> m_places_of;  // of the services of this batch
  std::map<Uuid, Uuid> m_place_of_pair;           // likewise
  std::future<void> m_writing;                    // the batch before; its destructor waits
};

}  // namespace gishe::open_data
