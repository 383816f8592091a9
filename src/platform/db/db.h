#pragma once
#include <atomic>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>

#include "base/day.h"
#include "base/ids.h"
#include "base/instant.h"
#include "base/refusal.h"

/// One database interface, two engines. Statements are written once with $1…$n; where dialects differ a Query holds
/// both. Column kinds: text, BIGINT, DOUBLE PRECISION, UUID (16 bytes), BYTEA. A Day is stored as ISO text (…_on), an
/// Instant as BIGINT microseconds (…_at), a truth as BIGINT 0/1.
namespace gishe::db {

enum class Engine { sqlite, postgresql };

/// A statement with a name (used in metrics and slow-query lines). Static lifetime; prepared once per connection.
struct Query {
  const char* name;
  const char* sql;
  const char* postgresql = nullptr;  // only where the dialects differ
};

/// Without statistics SQLite takes the primary key's first column (everything of a municipality) over an index of two
/// columns that both match. A statement made with this says which index it means; PostgreSQL knows by itself.
#define GISHE_INDEXED(name, before, index, after) {name, before " INDEXED BY " index " " after, before " " after}

struct Blob {
  std::string_view bytes;
};

/// A bound value. Views must live until the call returns (temporaries in the argument list do).
class Arg {
 public:
  using Value = std::variant<std::nullptr_t, std::int64_t, double, std::string_view, Blob, Uuid>;
  enum class Kind { integer, real, text, blob, uuid };

  template <std::integral I>
  Arg(I i) : kind(Kind::integer), value(static_cast<std::int64_t>(i)) {}
  Arg(double d) : kind(Kind::real), value(d) {}
  Arg(std::string_view t) : kind(Kind::text), value(t) {}
  Arg(const std::string& t) : kind(Kind::text), value(std::string_view(t)) {}
  Arg(const char* t) : kind(Kind::text), value(std::string_view(t)) {}
  Arg(Blob b) : kind(Kind::blob), value(b) {}
  Arg(const Uuid& u) : kind(Kind::uuid), value(u) {}
  template <class K>
  Arg(const Id<K>& id) : Arg(id.value) {}
  Arg(const MunicipalityCode& code) : Arg(code.text) {}
  Arg(const Ekatte& code) : Arg(code.text) {}
  Arg(Day day) : kind(Kind::text), owned(day.iso()) { value = std::string_view(owned); }
  Arg(Instant at) : Arg(at.micros) {}
  template <class T>
  Arg(const std::optional<T>& maybe) : Arg(maybe ? Arg(*maybe) : Arg::null_like<T>()) {}
  Arg(const Arg& other) : kind(other.kind), value(other.value), owned(other.owned) { fix(); }
  Arg& operator=(const Arg&) = delete;

  template <class T>
  static Arg null_like() {
    Arg a = [] {
      if constexpr (std::is_integral_v<T> || std::is_same_v<T, Instant>)
        return Arg(std::int64_t{0});
      else if constexpr (std::is_floating_point_v<T>)
        return Arg(0.0);
      else if constexpr (std::is_same_v<T, Blob>)
        return Arg(Blob{});
      else if constexpr (std::is_convertible_v<T, std::string_view> || std::is_same_v<T, Day> ||
                         std::is_same_v<T, MunicipalityCode> || std::is_same_v<T, Ekatte>)
        return Arg(std::string_view{});
      else
        return Arg(Uuid{});
    }();
    a.owned.clear();
    a.value = nullptr;
    return a;
  }

  Kind kind;
  Value value = nullptr;
  std::string owned;

 private:
  void fix() {
    if (!owned.empty()) value = std::string_view(owned);
  }
};
using Args = std::initializer_list<Arg>;

/// One result row; columns from 0. Views die when the callback returns. Reading NULL gives 0, "" or a nil id;
/// the maybe_ forms tell NULL apart.
class Row {
 public:
  virtual bool null(int column) const = 0;
  virtual std::int64_t integer(int column) const = 0;
  virtual double real(int column) const = 0;
  virtual std::string_view text(int column) const = 0;  // text or bytes
  virtual Uuid uuid(int column) const = 0;

  bool truth(int column) const { return integer(column) != 0; }
  std::string string(int column) const { return std::string(text(column)); }
  template <class IdType>
  IdType id(int column) const {
    return IdType{uuid(column)};
  }
  template <class IdType>
  std::optional<IdType> maybe_id(int column) const {
    if (null(column)) return std::nullopt;
    return IdType{uuid(column)};
  }
  MunicipalityCode municipality(int column) const { return {string(column)}; }
  Ekatte ekatte(int column) const { return {string(column)}; }
  Day day(int column) const { return Day::from_iso(text(column)).value_or(Day{}); }
  std::optional<Day> maybe_day(int column) const { return null(column) ? std::nullopt : Day::from_iso(text(column)); }
  Instant instant(int column) const { return {integer(column)}; }
  std::optional<Instant> maybe_instant(int column) const {
    if (null(column)) return std::nullopt;
    return Instant{integer(column)};
  }
  std::optional<std::int64_t> maybe_integer(int column) const {
    if (null(column)) return std::nullopt;
    return integer(column);
  }

 protected:
  ~Row() = default;
};

/// The disk or the database failed. Never for a person's mistake. Caught once, at the edge of a request.
class Fault : public std::runtime_error {
 public:
  enum class Kind { broken, full, busy, lost_connection, unknown_outcome, newer_schema };
  Fault(Kind what_kind, const std::string& what) : std::runtime_error(what), kind(what_kind) {}
  Kind kind;
};
/// A unique, foreign-key or check rule of the schema said no. `rule` names the constraint or the columns.
/// Stores turn the ones they expect into refusals; the rest are bugs.
class Conflict : public std::runtime_error {
 public:
  explicit Conflict(const std::string& rule_text) : std::runtime_error("conflict: " + rule_text), rule(rule_text) {}
  std::string rule;
};

/// An open transaction. Read transactions see one snapshot.
class Session {
 public:
  virtual Engine engine() const = 0;
  /// Calls `row` for each row in order.
  void each(const Query& query, Args args, const std::function<void(const Row&)>& row) {
    select(query, args, row, false);
  }
  /// Calls `row` for the first row; false when there is none.
  bool one(const Query& query, Args args, const std::function<void(const Row&)>& row) {
    return select(query, args, row, true);
  }
  bool exists(const Query& query, Args args) {
    return select(query, args, [](const Row&) {}, true);
  }
  /// First column of the first row; 0 when there is none.
  std::int64_t count(const Query& query, Args args) {
    std::int64_t n = 0;
    select(query, args, [&](const Row& r) { n = r.integer(0); }, true);
    return n;
  }

 protected:
  ~Session() = default;
  virtual bool select(const Query&, Args, const std::function<void(const Row&)>&, bool first_only) = 0;
};

/// A transaction that may write. Everything in it is durable together or not at all.
class Tx : public Session {
 public:
  /// Rows changed. Throws Conflict where the schema's rules say no (the transaction is then only good for leaving).
  virtual std::int64_t run(const Query& query, Args args) = 0;
  /// Called once after the commit is on disk, on some thread; for waking jobs, never for data.
  virtual void after_commit(std::function<void()> call) = 0;

 protected:
  ~Tx() = default;
};

/// The answer to a request, held back until the writes begun on its thread are on disk. They count down on threads of
/// the database; whoever comes last calls `go`.
struct HeldAnswer {
  /// Of this thread; null where no answer can be held back.
  static inline thread_local std::shared_ptr<HeldAnswer> of_this_thread;

  std::function<void()> go;
  std::atomic<bool> failed{false};  // one of them was not kept: the answer must not leave
  std::atomic<int> waiting{1};      // the thread's own work, and one for each write
  void landed(bool kept) {
    if (!kept) failed = true;
    if (--waiting == 0) go();
  }
};

class Database {
 public:
  struct Options {
    int readers = 8;                        // read connections (SQLite) or the pool's size (PostgreSQL)
    int writes_waiting_max = 4096;          // more than this waiting: Fault busy
    bool migrate = true;                    // bring the schema up to date; false: refuse an old schema
    std::int64_t reserve_bytes = 64 << 20;  // file kept beside SQLite, freed when the disk is full
  };
  /// "postgresql://…" or a folder (SQLite file gishe.db in it). Creates what is missing. Throws Fault.
  static std::unique_ptr<Database> open(const std::string& where, const Options& options);
  static std::unique_ptr<Database> open(const std::string& where) { return open(where, Options()); }
  virtual ~Database() = default;

  virtual Engine engine() const = 0;

  /// Runs `f(Session&)` in a read transaction and gives back what it gives back.
  template <class F>
  auto read(F&& f) {
    using R = std::invoke_result_t<F&, Session&>;
    if constexpr (std::is_void_v<R>) {
      read_with([&](Session& s) { f(s); });
    } else {
      std::optional<R> result;
      read_with([&](Session& s) { result.emplace(f(s)); });
      return std::move(*result);
    }
  }

  /// Runs `f(Tx&)` and returns only after its commit is on stable storage. When f gives back a Result that is a
  /// refusal, or throws, nothing is kept. `f` may run twice (PostgreSQL serialisation), so it must only touch the Tx
  /// and its result.
  template <class F>
  auto write(F&& f) {
    using R = std::invoke_result_t<F&, Tx&>;
    if constexpr (std::is_void_v<R>) {
      write_with([&](Tx& tx) {
        f(tx);
        return true;
      });
    } else {
      std::optional<R> result;
      write_with([&](Tx& tx) {
        result.emplace(f(tx));
        if constexpr (requires { result->ok(); })
          return result->ok();
        else
          return true;
      });
      return std::move(*result);
    }
  }

  /// Like write, for what the rest of the answer does not need to know: where the answer can be held back (HeldAnswer),
  /// this returns at once and the answer waits for the disk instead. `f` must own what it uses.
  void write_before_answer(std::function<void(Tx&)> f) {
    write_before_answer_with([f = std::move(f)](Tx& tx) {
      f(tx);
      return true;
    });
  }

  /// What `gishe doctor` shows: library version, pragmas or server settings, file sizes, schema version. name → value.
  virtual std::vector<std::pair<std::string, std::string>> condition() = 0;
  /// A consistent copy (SQLite: online backup into `file`; PostgreSQL: a plain dump by COPY), with progress 0…100.
  virtual void copy_to(const std::string& file, const std::function<void(int)>& progress) = 0;

 protected:
  virtual void read_with(const std::function<void(Session&)>& f) = 0;
  virtual void write_with(const std::function<bool(Tx&)>& f) = 0;  // false: roll back
  virtual void write_before_answer_with(std::function<bool(Tx&)> f) { write_with(f); }
};

}  // namespace gishe::db
