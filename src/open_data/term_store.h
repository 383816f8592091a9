#pragma once
#include <optional>
#include <string>
#include <vector>

#include "open_data/term_meaning.h"

/// Foreign terms that entries are marked with, what each means here, and what that gave an entry.
namespace gishe::open_data {

struct ForeignTerm {
  Uuid id;
  std::int64_t entries = 0;
  std::optional<Meaning> meaning;  // none: nobody has said
  bool waiting = false;            // its entries are being gone through
  Uuid example;                    // an entry marked with it
};
/// Most used first.
std::vector<ForeignTerm> list_foreign_terms(db::Session& session, bool only_without_meaning, int offset, int limit);
bool is_foreign_term(db::Session& session, const Uuid& term);

Meanings list_meanings(db::Session& session);
std::optional<Meaning> find_meaning(db::Session& session, const Uuid& term);
/// Every entry with the term is to be gone through again.
void store_meaning(db::Tx& tx, const Uuid& term, const Meaning& meaning, Instant at);
/// Entries with terms whose meaning was kept since then are to be gone through again.
void wait_again_since(db::Tx& tx, Instant since);

/// The term whose entries are being gone through, and the last of them that was.
struct Waiting {
  Uuid term, done_to;
};
std::optional<Waiting> find_waiting(db::Session& session);
std::vector<Uuid> list_entries_with(db::Session& session, const Waiting& from, int limit);
void store_waiting(db::Tx& tx, const Waiting& waiting, bool more);

std::optional<Given> find_given(db::Session& session, const ServiceId& service);
void store_given(db::Tx& tx, const ServiceId& service, const Given& given);
void drop_given(db::Tx& tx, const ServiceId& service);

}  // namespace gishe::open_data
