// What the machine and the bare engines can do, measured in the same minute as Gishe: gishe_bench_floor WHAT …
//   disk FOLDER SECONDS                    fdatasync of 4 KiB, one after the other
//   sqlite FOLDER CLIENTS SECONDS          CLIENTS threads hand rows to one writer, which commits all that wait
//   together postgresql URL CLIENTS SECONDS         CLIENTS connections, each inserting and committing one row at a
//   time
// A row is one record of about 600 bytes and one ledger line of about 300 with two hashes, as an act of ours writes.
// Prints: WHAT CLIENTS commits/s p50 ms p99 ms
#include <fcntl.h>
#include <fmt/format.h>
#include <libpq-fe.h>
#include <sqlite3.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <deque>
#include <filesystem>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;
using Micros = std::vector<double>;

const std::string record(600, 'r');
const std::string line(300, 'l');
const std::string hash(32, 'h');

double micros_since(Clock::time_point start) {
  return std::chrono::duration<double, std::micro>(Clock::now() - start).count();
}

void report(const char* what, int clients, Micros all, double seconds) {
  if (all.empty()) throw std::runtime_error("nothing was measured");
  std::sort(all.begin(), all.end());
  const auto at = [&](double part) { return all[static_cast<std::size_t>(part * double(all.size() - 1))] / 1000; };
  fmt::print("{} {} {:.0f} {:.3f} {:.3f}\n", what, clients, double(all.size()) / seconds, at(0.5), at(0.99));
}

void disk(const std::filesystem::path& folder, double seconds) {
  const auto file = folder / "floor.disk";
  const int fd = open(file.c_str(), O_CREAT | O_RDWR | O_TRUNC, 0600);
  if (fd < 0) throw std::runtime_error("cannot write in " + folder.string());
  const std::string page(4096, 'x');
  Micros all;
  const auto start = Clock::now();
  for (off_t at = 0; micros_since(start) < seconds * 1e6; at = (at + 4096) % (64 << 20)) {
    const auto one = Clock::now();
    if (pwrite(fd, page.data(), page.size(), at) != 4096 || fdatasync(fd) != 0) throw std::runtime_error("disk failed");
    all.push_back(micros_since(one));
  }
  close(fd);
  std::filesystem::remove(file);
  report("disk", 1, std::move(all), seconds);
}

/// One connection, one thread: takes whatever waits, commits it together, then wakes the clients.
class Writer {
 public:
  explicit Writer(const std::filesystem::path& file) {
    if (sqlite3_open(file.c_str(), &m_db) != SQLITE_OK) throw std::runtime_error("cannot open " + file.string());
    run("PRAGMA journal_mode=WAL");
    run("PRAGMA synchronous=FULL");
    run("CREATE TABLE record (id INTEGER PRIMARY KEY, town TEXT, body TEXT)");
    run("CREATE INDEX record_by_town ON record (town, id)");
    run("CREATE TABLE ledger (seq INTEGER PRIMARY KEY, body TEXT, prev BLOB, hash BLOB)");
    m_record = prepared("INSERT INTO record (town, body) VALUES ('PAZ14', ?1)");
    m_ledger = prepared("INSERT INTO ledger (body, prev, hash) VALUES (?1, ?2, ?2)");
    m_thread = std::thread([this] { work(); });
  }
  ~Writer() {
    {
      std::lock_guard lock(m_mutex);
      m_stop = true;
    }
    m_wake.notify_all();
    m_thread.join();
    sqlite3_finalize(m_record);
    sqlite3_finalize(m_ledger);
    sqlite3_close(m_db);
  }
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  void write() {
    std::unique_lock lock(m_mutex);
    const auto mine = ++m_asked;
    m_wake.notify_one();
    m_committed.wait(lock, [&] { return m_done >= mine; });
  }

 private:
  void run(const char* sql) {
    if (sqlite3_exec(m_db, sql, nullptr, nullptr, nullptr) != SQLITE_OK) throw std::runtime_error(sqlite3_errmsg(m_db));
  }
  sqlite3_stmt* prepared(const char* sql) {
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(m_db, sql, -1, &statement, nullptr) != SQLITE_OK)
      throw std::runtime_error(sqlite3_errmsg(m_db));
    return statement;
  }
  void step(sqlite3_stmt* statement, const std::string& body) {
    sqlite3_bind_text(statement, 1, body.data(), static_cast<int>(body.size()), SQLITE_STATIC);
    if (statement == m_ledger)
      sqlite3_bind_blob(statement, 2, hash.data(), static_cast<int>(hash.size()), SQLITE_STATIC);
    if (sqlite3_step(statement) != SQLITE_DONE) std::abort();
    sqlite3_reset(statement);
  }
  void work() {
    std::unique_lock lock(m_mutex);
    for (;;) {
      m_wake.wait(lock, [&] { return m_stop || m_asked > m_done; });
      if (m_stop) return;
      const auto upto = m_asked;
      const auto jobs = upto - m_done;
      lock.unlock();
      run("BEGIN IMMEDIATE");
      for (std::int64_t i = 0; i < jobs; ++i) {
        step(m_record, record);
        step(m_ledger, line);
      }
      run("COMMIT");
      lock.lock();
      m_done = upto;
      m_committed.notify_all();
    }
  }

  sqlite3* m_db = nullptr;
  sqlite3_stmt* m_record = nullptr;
  sqlite3_stmt* m_ledger = nullptr;
  std::mutex m_mutex;
  std::condition_variable m_wake, m_committed;
  std::int64_t m_asked = 0, m_done = 0;
  bool m_stop = false;
  std::thread m_thread;
};

template <class MakeClient>
void measure(const char* what, int clients, double seconds, MakeClient make) {
  std::vector<Micros> each(static_cast<std::size_t>(clients));
  std::vector<std::thread> threads;
  const auto start = Clock::now();
  for (auto& mine : each) {
    threads.emplace_back([&mine, &make, start, seconds] {
      auto once = make();
      while (micros_since(start) < seconds * 1e6) {
        const auto one = Clock::now();
        once();
        mine.push_back(micros_since(one));
      }
    });
  }
  for (auto& thread : threads) thread.join();
  Micros all;
  for (const auto& mine : each) all.insert(all.end(), mine.begin(), mine.end());
  report(what, clients, std::move(all), seconds);
}

void sqlite(const std::filesystem::path& folder, int clients, double seconds) {
  const auto file = folder / "floor.db";
  for (const char* ending : {"", "-wal", "-shm"}) std::filesystem::remove(file.string() + ending);
  {
    Writer writer(file);
    measure("sqlite", clients, seconds, [&] { return [&writer] { writer.write(); }; });
  }
  for (const char* ending : {"", "-wal", "-shm"}) std::filesystem::remove(file.string() + ending);
}

void expect(PGconn* db, PGresult* result) {
  const auto status = PQresultStatus(result);
  PQclear(result);
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) throw std::runtime_error(PQerrorMessage(db));
}

std::shared_ptr<PGconn> connected(const std::string& url) {
  std::shared_ptr<PGconn> db(PQconnectdb(url.c_str()), PQfinish);
  if (PQstatus(db.get()) != CONNECTION_OK) throw std::runtime_error(PQerrorMessage(db.get()));
  return db;
}

void postgresql(const std::string& url, int clients, double seconds) {
  const auto db = connected(url);
  for (const char* sql : {"DROP TABLE IF EXISTS floor_record, floor_ledger",
                          "CREATE TABLE floor_record (id BIGSERIAL PRIMARY KEY, town TEXT, body TEXT)",
                          "CREATE INDEX floor_record_by_town ON floor_record (town, id)",
                          "CREATE TABLE floor_ledger (seq BIGSERIAL PRIMARY KEY, body TEXT, prev TEXT, hash TEXT)"}) {
    expect(db.get(), PQexec(db.get(), sql));
  }
  measure("postgresql", clients, seconds, [&] {
    auto mine = connected(url);
    expect(mine.get(), PQprepare(mine.get(), "both",
                                 "WITH r AS (INSERT INTO floor_record (town, body) VALUES ('PAZ14', $1)) "
                                 "INSERT INTO floor_ledger (body, prev, hash) VALUES ($2, $3, $3)",
                                 3, nullptr));
    return [mine] {
      const char* values[] = {record.c_str(), line.c_str(), hash.c_str()};
      expect(mine.get(), PQexecPrepared(mine.get(), "both", 3, values, nullptr, nullptr, 0));
    };
  });
  expect(db.get(), PQexec(db.get(), "DROP TABLE floor_record, floor_ledger"));
}

}  // namespace

int main(int count, char** words) {
  try {
    const std::string what = count > 1 ? words[1] : "";
    if (what == "disk" && count == 4)
      disk(words[2], std::atof(words[3]));
    else if (what == "sqlite" && count == 5)
      sqlite(words[2], std::atoi(words[3]), std::atof(words[4]));
    else if (what == "postgresql" && count == 5)
      postgresql(words[2], std::atoi(words[3]), std::atof(words[4]));
    else
      throw std::runtime_error("disk FOLDER SECONDS | sqlite FOLDER CLIENTS SECONDS | postgresql URL CLIENTS SECONDS");
  } catch (const std::exception& why) {
    fmt::print(stderr, "gishe_bench_floor: {}\n", why.what());
    return 1;
  }
}
