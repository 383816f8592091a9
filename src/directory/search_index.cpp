#include "directory/search_index.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <map>

#include "directory/directory.h"
#include "territory/territory.h"

namespace gishe::directory {
namespace {

using Snapshot = std::shared_ptr<const SearchSnapshot>;

/// With all places, which fit in memory many times over: 5,266 settlements in the country.
std::shared_ptr<const Vocabulary> read_vocabulary(db::Session& session, const SearchCodes& codes) {
  return std::make_shared<const Vocabulary>(list_search_words(session), territory::list_municipalities(session),
                                            territory::list_settlements(session), codes);
}

void put_our_own_codes(SearchCodes& codes, db::Session& session) {
  for (const auto type : service_types) codes.types.number_of(type);
  for (const auto& need : list_needs(session)) codes.needs.number_of(need.code);
  for (const auto group : target_groups) codes.groups.number_of(group);
}

SearchPartMaker::NameOf names_from(const std::shared_ptr<const Vocabulary>& vocabulary) {
  return [vocabulary](const SearchDocument& d) { return vocabulary->name_of(d.settlement, d.municipality); };
}

}  // namespace

ServiceIndex::~ServiceIndex() {
  if (m_maker.joinable()) m_maker.join();
}

Snapshot ServiceIndex::current() const {
  const std::lock_guard lock(m_pointer_mutex);
  return m_current;
}

void ServiceIndex::put(Snapshot snapshot) {
  const std::lock_guard lock(m_pointer_mutex);
  m_current = std::move(snapshot);
}

Snapshot ServiceIndex::make_all() {
  return m_database.read([](db::Session& session) {
    auto made = std::make_shared<SearchSnapshot>();
    made->mark = search_mark(session);
    put_our_own_codes(made->codes, session);
    made->vocabulary = read_vocabulary(session, made->codes);
    SearchPartMaker base(made->codes, names_from(made->vocabulary));
    SuggesterMaker suggestions;
    each_search_document(session, [&](const SearchDocument& d) {
      base.add(d);
      suggestions.add(d);
    });
    made->base = base.finish();
    made->recent = SearchPartMaker(made->codes, names_from(made->vocabulary)).finish();
    made->replaced.assign(made->base->entries.size(), false);
    made->suggester = suggestions.finish();
    return Snapshot(made);
  });
}

Snapshot ServiceIndex::with_changes(const SearchSnapshot& old, db::Session& session,
                                    const std::vector<ServiceId>& changed, std::string mark) {
  auto made = std::make_shared<SearchSnapshot>(old);
  made->mark = std::move(mark);
  made->changed.insert(made->changed.end(), changed.begin(), changed.end());
  std::sort(made->changed.begin(), made->changed.end());
  made->changed.erase(std::unique(made->changed.begin(), made->changed.end()), made->changed.end());
  if (std::binary_search(changed.begin(), changed.end(), ServiceId{})) {
    made->vocabulary = read_vocabulary(session, made->codes);
  }
  SearchPartMaker recent(made->codes, names_from(made->vocabulary));
  for (const auto& d : list_search_documents(session, made->changed)) recent.add(d);
  made->recent = recent.finish();
  for (const auto& id : made->changed) {
    if (const int document = made->base->find(id); document >= 0) {
      made->replaced[static_cast<std::size_t>(document)] = true;
    }
  }
  return made;
}

Snapshot ServiceIndex::latest() {
  if (auto now = current()) return now;
  return fresh();
}

Snapshot ServiceIndex::fresh() {
  const auto is_up_to_date = [&](const SearchSnapshot& snapshot) {
    return m_database.read([&](db::Session& s) { return list_changed_since(s, snapshot.mark, 1).empty(); });
  };
  if (auto now = current(); now && is_up_to_date(*now)) return now;
  const std::lock_guard writing(m_writing);
  auto now = current();
  if (!now) {
    put(make_all());
    return current();
  }
  // Whoever held the lock before may have brought the change in already.
  auto next = m_database.read([&](db::Session& session) -> Snapshot {
    auto mark = search_mark(session);
    auto changed = list_changed_since(session, now->mark, at_once_max + 1);
    if (changed.empty()) return now;
    if (changed.size() > at_once_max) return nullptr;
    std::sort(changed.begin(), changed.end());
    return with_changes(*now, session, changed, std::move(mark));
  });
  if (next) put(next);
  if (!next || next->changed.size() > recent_max) make_base_beside();
  return next ? next : now;
}

void ServiceIndex::make_base_beside() {
  if (m_making_base.exchange(true)) return;
  if (m_maker.joinable()) m_maker.join();
  m_maker = std::thread([this] {
    try {
      auto made = make_all();
      const std::lock_guard writing(m_writing);
      put(std::move(made));
    } catch (const std::exception& e) {
      fmt::print(stderr, "search: no new index: {}\n", e.what());
    }
    m_making_base = false;
  });
}

namespace {

struct Kept {
  std::mutex mutex;
  std::map<const db::Database*, std::shared_ptr<ServiceIndex>> indexes;
};
Kept& kept() {
  static Kept all;
  return all;
}

}  // namespace

std::shared_ptr<ServiceIndex> index_of(db::Database& database) {
  {
    const std::lock_guard lock(kept().mutex);
    if (const auto found = kept().indexes.find(&database); found != kept().indexes.end()) return found->second;
  }
  return std::make_shared<ServiceIndex>(database);
}

std::shared_ptr<void> keep_search(db::Database& database) {
  auto index = std::make_shared<ServiceIndex>(database);
  {
    const std::lock_guard lock(kept().mutex);
    kept().indexes[&database] = index;
  }
  // The first index is made while the server is already listening; whoever searches before waits for it.
  auto first = std::make_shared<std::thread>([index] {
    try {
      index->latest();
    } catch (const std::exception& e) {
      fmt::print(stderr, "search: no index yet: {}\n", e.what());
    }
  });
  return std::shared_ptr<void>(index.get(), [first, where = &database](void*) {
    if (first->joinable()) first->join();
    const std::lock_guard lock(kept().mutex);
    kept().indexes.erase(where);
  });
}

}  // namespace gishe::directory
