#include "appointments/measure_store.h"

namespace gishe::appointments {
namespace {

const db::Query q_book{"booking_count.add",
                       "INSERT INTO booking_count (municipality, key_hash, counted_on, made) VALUES ($1, $2, $3, 1)"
                       " ON CONFLICT (municipality, key_hash, counted_on) DO UPDATE SET made = booking_count.made + 1"};
const db::Query q_booked{
    "booking_count.find",
    "SELECT made FROM booking_count WHERE municipality = $1 AND key_hash = $2 AND counted_on = $3"};
const db::Query q_forget{
    "booking_count.forget",
    "DELETE FROM booking_count WHERE (municipality, key_hash, counted_on) IN (SELECT municipality, key_hash, counted_on"
    " FROM booking_count WHERE counted_on < $1 ORDER BY counted_on LIMIT 500)"};

}  // namespace

std::int64_t count_booking(db::Tx& tx, const Office& office, const MunicipalityCode& municipality,
                           std::string_view key) {
  const std::string hash = office.vault.keyed_hash("booking_count", key);
  tx.run(q_book, {municipality, db::Blob{hash}, office.today()});
  return tx.count(q_booked, {municipality, db::Blob{hash}, office.today()});
}

void forget_bookings(db::Tx& tx, Day before) { tx.run(q_forget, {before}); }

}  // namespace gishe::appointments
