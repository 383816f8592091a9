#include "appointments/plan_store.h"

namespace gishe::appointments {
namespace {

constexpr int desks_max = 300, special_days_max = 400;

const db::Query q_find{
    "desk_plan.find",
    "SELECT slot_minutes, counters, notice_hours, days_ahead, online_per_day, place,"
    " CASE WHEN kiosk_hash IS NULL THEN 0 ELSE 1 END, version FROM desk_plan WHERE municipality = $1"};
const db::Query q_weekdays{"desk_plan.weekdays", "SELECT weekday, hours FROM desk_weekday WHERE municipality = $1"};
const db::Query q_special{"desk_plan.special_days",
                          "SELECT special_on, hours, note FROM desk_special_day WHERE municipality = $1"
                          " ORDER BY special_on DESC LIMIT $2"};
const db::Query q_desks{"desk_plan.list", "SELECT municipality FROM desk_plan ORDER BY municipality LIMIT $1"};
const db::Query q_insert{"desk_plan.insert",
                         "INSERT INTO desk_plan (municipality, slot_minutes, counters, notice_hours, days_ahead,"
                         " online_per_day, place, version) VALUES ($1, $2, $3, $4, $5, $6, $7, 1)"
                         " ON CONFLICT (municipality) DO NOTHING"};
const db::Query q_update{"desk_plan.update",
                         "UPDATE desk_plan SET slot_minutes = $2, counters = $3, notice_hours = $4, days_ahead = $5,"
                         " online_per_day = $6, place = $7, version = version + 1"
                         " WHERE municipality = $1 AND version = $8"};
const db::Query q_weekday{"desk_plan.keep_weekday",
                          "INSERT INTO desk_weekday (municipality, weekday, hours) VALUES ($1, $2, $3)"
                          " ON CONFLICT (municipality, weekday) DO UPDATE SET hours = $3"};
const db::Query q_keep_special{"desk_plan.keep_special_day",
                               "INSERT INTO desk_special_day (municipality, special_on, hours, note)"
                               " VALUES ($1, $2, $3, $4)"
                               " ON CONFLICT (municipality, special_on) DO UPDATE SET hours = $3, note = $4"};
const db::Query q_remove_special{"desk_plan.remove_special_day",
                                 "DELETE FROM desk_special_day WHERE municipality = $1 AND special_on = $2"};
const db::Query q_kiosk{"desk_plan.kiosk", "SELECT kiosk_hash FROM desk_plan WHERE municipality = $1"};
const db::Query q_keep_kiosk{"desk_plan.keep_kiosk", "UPDATE desk_plan SET kiosk_hash = $2 WHERE municipality = $1"};

}  // namespace

std::optional<Plan> find_plan(db::Session& session, const MunicipalityCode& municipality) {
  std::optional<Plan> plan;
  session.one(q_find, {municipality}, [&](const db::Row& r) {
    plan.emplace();
    plan->municipality = municipality;
    plan->slot_minutes = static_cast<int>(r.integer(0));
    plan->counters = static_cast<int>(r.integer(1));
    plan->notice_hours = static_cast<int>(r.integer(2));
    plan->days_ahead = static_cast<int>(r.integer(3));
    plan->online_per_day = static_cast<int>(r.integer(4));
    plan->place = r.string(5);
    plan->has_kiosk = r.integer(6) != 0;
    plan->version = r.integer(7);
  });
  if (!plan) return plan;
  session.each(q_weekdays, {municipality}, [&](const db::Row& r) {
    plan->week[static_cast<std::size_t>(r.integer(0) - 1)] = hours_from(r.text(1)).value_or(Hours{});
  });
  session.each(q_special, {municipality, special_days_max}, [&](const db::Row& r) {
    plan->special[r.day(0)] = {hours_from(r.text(1)).value_or(Hours{}), r.string(2)};
  });
  return plan;
}

std::vector<MunicipalityCode> list_desks(db::Session& session) {
  std::vector<MunicipalityCode> desks;
  session.each(q_desks, {desks_max}, [&](const db::Row& r) { desks.push_back({r.string(0)}); });
  return desks;
}

bool store_plan(db::Tx& tx, const Plan& p) {
  const auto changed = p.version == 0 ? tx.run(q_insert, {p.municipality, p.slot_minutes, p.counters, p.notice_hours,
                                                          p.days_ahead, p.online_per_day, p.place})
                                      : tx.run(q_update, {p.municipality, p.slot_minutes, p.counters, p.notice_hours,
                                                          p.days_ahead, p.online_per_day, p.place, p.version});
  if (changed == 0) return false;
  for (std::size_t i = 0; i < p.week.size(); ++i) {
    tx.run(q_weekday, {p.municipality, i + 1, hours_text(p.week[i])});
  }
  return true;
}

void store_special_day(db::Tx& tx, const MunicipalityCode& municipality, Day day, const SpecialDay& special) {
  tx.run(q_keep_special, {municipality, day, hours_text(special.hours), special.note});
}

void remove_special_day(db::Tx& tx, const MunicipalityCode& municipality, Day day) {
  tx.run(q_remove_special, {municipality, day});
}

std::string find_kiosk_hash(db::Session& session, const MunicipalityCode& municipality) {
  std::string hash;
  session.one(q_kiosk, {municipality}, [&](const db::Row& r) { hash = r.string(0); });
  return hash;
}

void store_kiosk_hash(db::Tx& tx, const MunicipalityCode& municipality, std::string_view hash) {
  tx.run(q_keep_kiosk, {municipality, db::Blob{hash}});
}

}  // namespace gishe::appointments
