#include "platform/db/sqlite_writer.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <future>

#include "base/clock.h"
#include "base/waiting.h"
#include "platform/db/migrations.h"

namespace gishe::db {
namespace {

constexpr std::size_t batch_jobs_max = 256;
constexpr std::int64_t batch_micros_max = 50'000;  // a batch takes no more jobs after this, so that nobody waits long
constexpr int checkpoint_when_quiet_pages = 1'000;
constexpr int checkpoint_always_pages = 8'000;
constexpr auto idle = std::chrono::seconds(2);

thread_local bool on_writer_thread = false;

class FileLock {
 public:
  explicit FileLock(int file) : m_file(file) {
    while (flock(m_file, LOCK_EX) != 0) {
      if (errno != EINTR) throw Fault(Fault::Kind::broken, "cannot lock the database's lock file");
    }
  }
  ~FileLock() { flock(m_file, LOCK_UN); }
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;

 private:
  int m_file;
};

class SqliteTx final : public Tx {
  template <class F>
  auto guarded(F&& f) {
    if (spoilt) throw std::logic_error("the transaction is used after a conflict");
    try {
      return f();
    } catch (const Conflict&) {
      spoilt = true;
      throw;
    }
  }

 public:
  explicit SqliteTx(SqliteConnection& connection) : m_connection(connection) {}
  Engine engine() const override { return Engine::sqlite; }
  std::int64_t run(const Query& query, Args args) override {
    return guarded([&] { return m_connection.run(query, args); });
  }
  void after_commit(std::function<void()> call) override { calls.push_back(std::move(call)); }

  bool spoilt = false;
  std::vector<std::function<void()>> calls;

 private:
  bool select(const Query& query, Args args, const std::function<void(const Row&)>& row, bool first_only) override {
    return guarded([&] { return m_connection.select(query, args, row, first_only); });
  }
  SqliteConnection& m_connection;
};

const Query q_begin{"db.begin_write", "BEGIN IMMEDIATE"};
const Query q_commit{"db.commit", "COMMIT"};
const Query q_rollback{"db.rollback", "ROLLBACK"};
const Query q_savepoint{"db.savepoint", "SAVEPOINT job"};
const Query q_release{"db.release", "RELEASE job"};
const Query q_undo{"db.undo", "ROLLBACK TO job"};

}  // namespace

struct SqliteWriter::Job {
  std::function<bool(Tx&)> work;
  std::shared_ptr<HeldAnswer> answer;  // what waits; null: a thread, for `ended`
  bool kept = false;
  std::exception_ptr thrown;
  std::vector<std::function<void()>> calls;
  std::promise<void> ended;

  /// Durable, refused or failed: whoever waits may go on.
  void end() {
    if (answer) {
      for (const auto& call : calls) call();
      answer->landed(kept);
    } else if (thrown) {
      ended.set_exception(thrown);
    } else {
      ended.set_value();
    }
  }
};

SqliteWriter::SqliteWriter(const std::filesystem::path& folder, const Database::Options& options)
    : m_reserve(folder / "gishe.reserve"),
      m_reserve_bytes(options.reserve_bytes),
      m_waiting_max(static_cast<std::size_t>(std::max(1, options.writes_waiting_max))) {
  m_lock_file = ::open((folder / "gishe.lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (m_lock_file < 0) throw Fault(Fault::Kind::broken, fmt::format("cannot open {}/gishe.lock", folder.string()));
  try {
    const FileLock lock(m_lock_file);
    m_connection = std::make_unique<SqliteConnection>((folder / "gishe.db").string(), SqliteConnection::Use::write);
    sqlite3_wal_hook(
        m_connection->raw(),
        [](void* pages, sqlite3*, const char*, int now) {
          *static_cast<int*>(pages) = now;
          return SQLITE_OK;
        },
        &m_wal_pages);
    migrate(options.migrate);
    m_connection->lock_schema();
    keep_reserve();
  } catch (...) {
    ::close(m_lock_file);
    throw;
  }
  m_thread = std::thread([this] { loop(); });
}

SqliteWriter::~SqliteWriter() {
  {
    const std::lock_guard lock(m_mutex);
    m_stopping = true;
  }
  m_queued.notify_all();
  m_thread.join();
  m_connection.reset();
  ::close(m_lock_file);
}

void SqliteWriter::migrate(bool allowed) {
  static const Query q_there{"db.schema_there", "SELECT 1 FROM sqlite_schema WHERE name = 'schema_version'"};
  static const Query q_applied{"db.schema_applied", "SELECT name, digest FROM schema_version ORDER BY name"};
  static const Query q_note{"db.schema_note",
                            "INSERT INTO schema_version (name, digest, applied_at) VALUES ($1, $2, $3)"};
  std::map<std::string, std::string> applied;
  const auto nothing = [](const Row&) {};
  if (m_connection->select(q_there, {}, nothing, true)) {
    m_connection->select(q_applied, {}, [&](const Row& r) { applied[r.string(0)] = r.string(1); }, false);
  }
  for (const auto& step : still_to_run(Engine::sqlite, applied)) {
    if (!allowed) refuse_old_schema(step);
    m_connection->execute("BEGIN IMMEDIATE");
    try {
      m_connection->execute(step.sql);
      m_connection->run(q_note, {step.name, step.digest, system_clock().now()});
      m_connection->execute("COMMIT");
    } catch (const std::exception& e) {
      if (m_connection->in_transaction()) m_connection->execute("ROLLBACK");
      throw Fault(Fault::Kind::broken, fmt::format("migration {}: {}", step.name, e.what()));
    }
  }
}

void SqliteWriter::queue(std::shared_ptr<Job> job) {
  if (on_writer_thread) throw std::logic_error("a write inside a write");
  bool enough = false;
  {
    const std::lock_guard lock(m_mutex);
    if (m_stopping || m_queue.size() >= m_waiting_max) throw Fault(Fault::Kind::busy, "too many writes are waiting");
    m_queue.push_back(std::move(job));
    enough = m_queue.size() == m_wanted;
  }
  if (enough) m_queued.notify_one();
}

void SqliteWriter::write(const std::function<bool(Tx&)>& work) {
  const auto job = std::make_shared<Job>();
  job->work = std::cref(work);
  auto ended = job->ended.get_future();
  queue(job);
  {
    const Waiting others_may_run;
    ended.wait();
  }
  ended.get();
  for (const auto& call : job->calls) call();
}

void SqliteWriter::write_before(std::shared_ptr<HeldAnswer> answer, std::function<bool(Tx&)> work) {
  auto job = std::make_shared<Job>();
  job->work = std::move(work);
  job->answer = answer;
  ++answer->waiting;
  try {
    queue(std::move(job));
  } catch (...) {
    --answer->waiting;  // never the last: the caller's own work still counts
    throw;
  }
}

SqliteWriter::Counts SqliteWriter::counts() {
  const std::lock_guard lock(m_mutex);
  return m_counts;
}

void SqliteWriter::loop() {
  on_writer_thread = true;
  bool wal_may_shrink = true;
  for (;;) {
    auto batch = take();
    if (!batch.empty()) {
      run(std::move(batch));
      wal_may_shrink = true;
      continue;
    }
    const bool stopping = [&] {
      const std::lock_guard lock(m_mutex);
      return m_stopping;
    }();
    if (wal_may_shrink) checkpoint(SQLITE_CHECKPOINT_TRUNCATE);
    wal_may_shrink = false;
    if (!m_reserve_there && !m_broken) keep_reserve();
    if (stopping) return;
  }
}

/// Empty after a while without work, or when stopping with nothing left.
SqliteWriter::Batch SqliteWriter::take() {
  std::unique_lock lock(m_mutex);
  m_wanted = 1;
  m_queued.wait_for(lock, idle, [&] { return m_stopping || !m_queue.empty(); });
  if (m_queue.empty()) return {};
  // On a slow disk the callers just woken need a moment to come back; a short wait saves them a whole sync.
  if (m_sync_micros > 1'000 && m_queue.size() < m_last_batch) {
    m_wanted = m_last_batch;
    m_queued.wait_for(lock, std::chrono::microseconds(m_sync_micros / 10),
                      [&] { return m_stopping || m_queue.size() >= m_last_batch; });
  }
  Batch batch;
  while (!m_queue.empty() && batch.size() < batch_jobs_max) {
    batch.push_back(std::move(m_queue.front()));
    m_queue.pop_front();
  }
  m_last_batch = batch.size();
  return batch;
}

void SqliteWriter::run(Batch batch) {
  try {
    if (m_broken) throw Fault(Fault::Kind::broken, "the database is read-only after a disk fault; see gishe doctor");
    const FileLock lock(m_lock_file);
    if (batch.size() == 1) {
      commit_alone(*batch.front());
    } else {
      m_connection->run(q_begin, {});
      const auto started = steady_micros();
      std::size_t count = 0;
      while (count < batch.size() && (count == 0 || steady_micros() - started < batch_micros_max))
        run_one(*batch[count++]);
      put_back(batch, count);
      commit(batch);
    }
    for (const auto& job : batch) job->end();
  } catch (const Fault& fault) {
    note_fault(fault);
    give_up(batch, std::current_exception());
    if (fault.kind == Fault::Kind::full) checkpoint(SQLITE_CHECKPOINT_TRUNCATE);  // the log's own space comes back
  } catch (...) {
    give_up(batch, std::current_exception());
  }
  const bool quiet = [&] {
    const std::lock_guard lock(m_mutex);
    m_counts.batches += 1;
    m_counts.jobs += static_cast<std::int64_t>(batch.size());
    m_counts.last_commit_micros = m_sync_micros;
    m_counts.wal_pages = m_wal_pages;
    m_counts.read_only = m_broken;
    return m_queue.empty();
  }();
  if (m_wal_pages > checkpoint_always_pages || (quiet && m_wal_pages > checkpoint_when_quiet_pages)) {
    checkpoint(SQLITE_CHECKPOINT_PASSIVE);
  }
}

/// What did not fit the time of one batch goes first in the next.
void SqliteWriter::put_back(Batch& batch, std::size_t from) {
  const std::lock_guard lock(m_mutex);
  m_queue.insert(m_queue.begin(), batch.begin() + static_cast<std::ptrdiff_t>(from), batch.end());
  batch.resize(from);
}

/// Does the work in the open transaction; job.kept says whether it may stay.
void SqliteWriter::run_work(Job& job) {
  SqliteTx tx(*m_connection);
  job.kept = false;
  job.thrown = nullptr;
  try {
    job.kept = job.work(tx);
    if (job.kept && tx.spoilt) throw std::logic_error("a transaction was kept after a conflict");
  } catch (const Fault& fault) {
    if (fault.kind == Fault::Kind::full || fault.kind == Fault::Kind::broken) throw;
    job.thrown = std::current_exception();
  } catch (...) {
    job.thrown = std::current_exception();
  }
  if (!m_connection->in_transaction()) throw Fault(Fault::Kind::broken, "SQLite gave the transaction up");
  if (job.thrown) job.kept = false;
  job.calls = job.kept ? std::move(tx.calls) : std::vector<std::function<void()>>{};
}

void SqliteWriter::run_one(Job& job) {
  m_connection->run(q_savepoint, {});
  run_work(job);
  if (!job.kept) m_connection->run(q_undo, {});
  m_connection->run(q_release, {});
}

void SqliteWriter::commit(const Batch& batch) {
  const auto started = steady_micros();
  try {
    m_connection->run(q_commit, {});
  } catch (const Conflict&) {
    // A deferred foreign key of one of them: find out whose, so that the others do not suffer.
    m_connection->run(q_rollback, {});
    for (const auto& job : batch) commit_alone(*job);
  }
  m_sync_micros = steady_micros() - started;
}

/// Without a savepoint: SQLite keeps what it undoes in a list that each statement with a trigger walks from its
/// beginning, so that a long transaction takes a time that grows with its square.
void SqliteWriter::commit_alone(Job& job) {
  m_connection->run(q_begin, {});
  run_work(job);
  if (!job.kept) {
    m_connection->run(q_rollback, {});
    return;
  }
  const auto started = steady_micros();
  try {
    m_connection->run(q_commit, {});
  } catch (const Conflict&) {
    job.kept = false;
    job.calls.clear();
    job.thrown = std::current_exception();
    m_connection->run(q_rollback, {});
  }
  m_sync_micros = steady_micros() - started;
}

void SqliteWriter::give_up(const Batch& batch, const std::exception_ptr& why) {
  try {
    if (m_connection->in_transaction()) m_connection->run(q_rollback, {});
  } catch (const std::exception&) {
    m_broken = true;
  }
  for (const auto& job : batch) {
    job->kept = false;
    job->thrown = why;
    job->calls.clear();
    job->end();
  }
}

void SqliteWriter::note_fault(const Fault& fault) {
  if (fault.kind == Fault::Kind::broken) m_broken = true;
  if (fault.kind == Fault::Kind::full && m_reserve_there) {
    std::error_code ignored;
    std::filesystem::remove(m_reserve, ignored);
    m_reserve_there = false;
  }
}

void SqliteWriter::checkpoint(int mode) {
  if (m_broken || (mode == SQLITE_CHECKPOINT_PASSIVE && m_wal_pages == 0)) return;
  try {
    const FileLock lock(m_lock_file);
    int in_wal = 0, done = 0;
    sqlite3_busy_timeout(m_connection->raw(), 100);  // readers come first: what stays is done next time
    sqlite3_wal_checkpoint_v2(m_connection->raw(), nullptr, mode, &in_wal, &done);
    sqlite3_busy_timeout(m_connection->raw(), 10'000);
    if (in_wal == done) m_wal_pages = 0;
  } catch (const Fault&) {
    // The lock file failed; the next write says so to somebody who waits for it.
  }
}

void SqliteWriter::keep_reserve() {
  if (m_reserve_bytes <= 0) return;
  std::error_code error;
  m_reserve_there = std::filesystem::exists(m_reserve, error);
  // After the disk was full the reserve comes back only when there is plenty again.
  const auto space = std::filesystem::space(m_reserve.parent_path(), error);
  if (m_reserve_there || error || space.available < 4 * static_cast<std::uintmax_t>(m_reserve_bytes)) return;
  const int file = ::open(m_reserve.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0) return;
  m_reserve_there = ::posix_fallocate(file, 0, m_reserve_bytes) == 0;
  ::close(file);
  if (!m_reserve_there) std::filesystem::remove(m_reserve, error);
}

}  // namespace gishe::db
