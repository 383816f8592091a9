#include <endian.h>
#include <fmt/format.h>

#include <bit>
#include <cstring>
#include <deque>

#include "platform/db/postgres_connection.h"

namespace gishe::db {
namespace {

// From the server's pg_type; these never change.
enum : Oid { of_bool = 16, of_bytea = 17, of_name = 19, of_int8 = 20, of_int2 = 21, of_int4 = 23, of_text = 25 };
enum : Oid { of_float4 = 700, of_float8 = 701, of_unknown = 705, of_bpchar = 1042, of_varchar = 1043, of_uuid = 2950 };

template <class T>
T big_endian(std::string_view bytes) {
  if (bytes.size() != sizeof(T)) throw std::logic_error("the server's number has another size");
  T value;
  std::memcpy(&value, bytes.data(), sizeof value);
  if constexpr (sizeof(T) == 8)
    return be64toh(value);
  else if constexpr (sizeof(T) == 4)
    return be32toh(value);
  else
    return be16toh(value);
}

class PostgresRow final : public Row {
 public:
  PostgresRow(const PGresult* result, const Query& query) : m_result(result), m_query(query) {}
  void move_to(int row) {
    m_row = row;
    m_written.clear();
  }

  bool null(int column) const override { return PQgetisnull(m_result, m_row, column) == 1; }

  std::int64_t integer(int column) const override {
    if (null(column)) return 0;
    const auto bytes = raw(column);
    switch (PQftype(m_result, column)) {
      case of_int8:
        return static_cast<std::int64_t>(big_endian<std::uint64_t>(bytes));
      case of_int4:
        return static_cast<std::int32_t>(big_endian<std::uint32_t>(bytes));
      case of_int2:
        return static_cast<std::int16_t>(big_endian<std::uint16_t>(bytes));
      case of_bool:
        return bytes[0] != 0;
      case of_float4:
      case of_float8:
        return static_cast<std::int64_t>(real(column));
      default:
        wrong(column, "an integer");
    }
  }

  double real(int column) const override {
    if (null(column)) return 0;
    switch (PQftype(m_result, column)) {
      case of_float8:
        return std::bit_cast<double>(big_endian<std::uint64_t>(raw(column)));
      case of_float4:
        return std::bit_cast<float>(big_endian<std::uint32_t>(raw(column)));
      default:
        return static_cast<double>(integer(column));
    }
  }

  std::string_view text(int column) const override {
    if (null(column)) return {};
    switch (PQftype(m_result, column)) {
      case of_text:
      case of_bytea:
      case of_uuid:
      case of_varchar:
      case of_bpchar:
      case of_name:
      case of_unknown:
        return raw(column);
      case of_float4:
      case of_float8:
        return m_written.emplace_back(fmt::format("{}", real(column)));
      default:
        return m_written.emplace_back(std::to_string(integer(column)));
    }
  }

  Uuid uuid(int column) const override {
    const auto bytes = text(column);
    return bytes.size() == 16 ? Uuid::from_bytes(bytes) : Uuid{};
  }

 private:
  std::string_view raw(int column) const {
    return {PQgetvalue(m_result, m_row, column), static_cast<std::size_t>(PQgetlength(m_result, m_row, column))};
  }
  [[noreturn]] void wrong(int column, const char* wanted) const {
    throw std::logic_error(fmt::format("query {}: column {} is not {} (type {}; sum() wants CAST AS BIGINT)",
                                       m_query.name, column, wanted, PQftype(m_result, column)));
  }

  const PGresult* m_result;
  const Query& m_query;
  int m_row = 0;
  mutable std::deque<std::string> m_written;  // numbers asked for as text; they live as long as the row
};

}  // namespace

bool read_rows(const PGresult* result, const Query& query, const std::function<void(const Row&)>& row,
               bool first_only) {
  PostgresRow current(result, query);
  const int count = PQntuples(result);
  for (int i = 0; i < (first_only ? std::min(1, count) : count); ++i) {
    current.move_to(i);
    row(current);
  }
  return count > 0;
}

}  // namespace gishe::db
