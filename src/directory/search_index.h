#pragma once
#include <atomic>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "directory/search_part.h"
#include "directory/search_suggester.h"
#include "directory/search_vocabulary.h"

/// The index in memory: what it is made of, and how it follows the database.
namespace gishe::directory {

/// Everything one search reads. Never changed once made.
struct SearchSnapshot {
  std::shared_ptr<const SearchPart> base, recent;  // recent: what changed since the base was made
  std::vector<bool> replaced;                      // of the base: stands in `recent`, or is no longer listed
  SearchCodes codes;
  std::shared_ptr<const Vocabulary> vocabulary;
  std::shared_ptr<const Suggester> suggester;
  std::vector<ServiceId> changed;  // since the base
  std::string mark;                // the changes up to here are in it

  std::vector<const search::Segment*> segments() const { return {base->segment.get(), recent->segment.get()}; }
  std::size_t entries() const { return base->entries.size() + recent->entries.size(); }
};

/// Thread-safe. Whoever asks after a change brings it in first, so what was written is found by the next search; after
/// more than `recent_max` changes a thread of its own makes a new base while the old one still answers.
class ServiceIndex {
 public:
  static constexpr std::size_t recent_max = 500, at_once_max = 2000;

  explicit ServiceIndex(db::Database& database) : m_database(database) {}
  ~ServiceIndex();
  ServiceIndex(const ServiceIndex&) = delete;
  ServiceIndex& operator=(const ServiceIndex&) = delete;

  /// As the database is now (a large change: as it was just before).
  std::shared_ptr<const SearchSnapshot> fresh();
  /// As it was when somebody last looked; for suggestions. Makes the first one.
  std::shared_ptr<const SearchSnapshot> latest();

 private:
  std::shared_ptr<const SearchSnapshot> make_all();
  /// `changed` in order and not empty; `mark`: how far the changes have been read.
  std::shared_ptr<const SearchSnapshot> with_changes(const SearchSnapshot& old, db::Session& session,
                                                     const std::vector<ServiceId>& changed, std::string mark);
  void make_base_beside();
  std::shared_ptr<const SearchSnapshot> current() const;
  void put(std::shared_ptr<const SearchSnapshot> snapshot);

  db::Database& m_database;
  mutable std::mutex m_pointer_mutex;  // held for the copy of a pointer
  std::shared_ptr<const SearchSnapshot> m_current;
  std::mutex m_writing;  // whoever makes the next snapshot
  std::atomic<bool> m_making_base{false};
  std::thread m_maker;
};

/// The index of a database that somebody keeps (keep_search); else one made for this moment only.
std::shared_ptr<ServiceIndex> index_of(db::Database& database);

}  // namespace gishe::directory
