#pragma once
#include <condition_variable>
#include <deque>
#include <filesystem>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "platform/db/sqlite_connection.h"

namespace gishe::db {

/// The one connection that writes, on its own thread, with group commit: everything queued goes into one transaction,
/// each job in a savepoint of its own, and the callers wake only after the commit is on disk. It alone checkpoints.
/// A file lock is held around every batch and checkpoint, so that a second process (the command line) never commits or
/// checkpoints at the same moment: SQLite before 3.51.3 can lose committed pages then.
class SqliteWriter {
 public:
  SqliteWriter(const std::filesystem::path& folder, const Database::Options& options);
  ~SqliteWriter();  // finishes what is queued
  SqliteWriter(const SqliteWriter&) = delete;
  SqliteWriter& operator=(const SqliteWriter&) = delete;

  /// Waits until the job is durable, refused or failed; throws what it threw.
  void write(const std::function<bool(Tx&)>& job);
  /// Returns at once; the answer hears when the job is durable or lost. Throws only when too many wait.
  void write_before(std::shared_ptr<HeldAnswer> answer, std::function<bool(Tx&)> job);

  struct Counts {
    std::int64_t batches = 0, jobs = 0, last_commit_micros = 0, wal_pages = 0;
    bool read_only = false;
  };
  Counts counts();

 private:
  struct Job;
  using Batch = std::vector<std::shared_ptr<Job>>;

  void migrate(bool allowed);
  void queue(std::shared_ptr<Job> job);
  void loop();
  Batch take();
  void run(Batch batch);
  void put_back(Batch& batch, std::size_t from);
  void run_work(Job& job);
  void run_one(Job& job);
  void commit(const Batch& batch);
  void commit_alone(Job& job);
  void give_up(const Batch& batch, const std::exception_ptr& why);
  void checkpoint(int mode);
  void keep_reserve();
  void note_fault(const Fault& fault);

  const std::filesystem::path m_reserve;
  const std::int64_t m_reserve_bytes;
  const std::size_t m_waiting_max;
  int m_lock_file = -1;
  std::unique_ptr<SqliteConnection> m_connection;

  std::mutex m_mutex;
  std::condition_variable m_queued;
  std::deque<std::shared_ptr<Job>> m_queue;
  std::size_t m_wanted = 1;  // the queue length that the writer waits for; it is woken at this one only
  bool m_stopping = false;
  Counts m_counts;

  // Only the writer thread touches these.
  int m_wal_pages = 0;
  std::int64_t m_sync_micros = 0;
  std::size_t m_last_batch = 0;
  bool m_reserve_there = false;
  bool m_broken = false;
  std::thread m_thread;
};

}  // namespace gishe::db
