// A directory of the size the search is judged by, in a demo zone:
//   gishe_bench_search_seed FOLDER [URL or - [SERVICES]]
// Kinds, words and groups are those of the demo's services, at places drawn from one fixed seed; with GISHE_SHARED all
// 5,266 settlements of the country, else the demo's. Also prints what the index of it costs (with URL or - and 0: only
// that).
#include <fmt/format.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <random>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/csv.h"
#include "base/text.h"
#include "directory/directory.h"
#include "directory/search_index.h"
#include "platform/db/db.h"
#include "platform/embedded/embedded.h"
#include "territory/territory.h"

namespace {

using namespace gishe;

constexpr int rows_per_commit = 2000;
constexpr std::array said = {"Услугата се ползва след предварителна оценка.",
                             "Екипът работи по индивидуален план за подкрепа.",
                             "Посещения в дома на хората от близките села.",
                             "Осигурен транспорт с микробус.",
                             "Храна и напитки през деня.",
                             "Консултации с психолог и социален работник.",
                             "Придружаване до лекар, училище и институции.",
                             "Занимания по интереси, музика и изкуство.",
                             "Работа с доброволци и съседи.",
                             "Помощ при попълване на документи.",
                             "Обучение на близките, които се грижат у дома.",
                             "Групи за взаимопомощ веднъж в седмицата.",
                             "Медицинска сестра идва два пъти в седмицата.",
                             "Достъпно за хора с количка.",
                             "Работим и на турски и ромски език.",
                             "Почасово и през целия ден.",
                             "Подкрепа при търсене на работа и жилище.",
                             "Заместваща грижа до четиринадесет дни.",
                             "Приемаме и хора от съседните общини.",
                             "Първата среща е без такса."};
constexpr std::array called = {"Надежда",  "Слънце",      "Дъга",       "Зорница",  "Дом на мечтите",
                               "Светлина", "Вяра",        "Усмивка",    "Бъдеще",   "Здравец",
                               "Приятели", "Ново начало", "Хризантема", "Звездица", "Липите"};

struct Kind {
  std::string name, description, type, groups, needs;
  std::optional<int> age_min, age_max;
};

std::vector<std::string> split(const std::string& joined) {
  std::vector<std::string> parts;
  for (std::size_t at = 0; at < joined.size();) {
    const auto end = std::min(joined.find('|', at), joined.size());
    parts.push_back(joined.substr(at, end - at));
    at = end + 1;
  }
  return parts;
}

std::vector<Kind> read_kinds() {
  std::vector<Kind> kinds;
  const auto number = [](const std::string& text) -> std::optional<int> {
    const auto n = text::whole_number(text);
    return n ? std::optional(static_cast<int>(*n)) : std::nullopt;
  };
  for (csv::Reader row(embedded::find("demo/services.csv").value_or("")); row.next();) {
    Kind k{row.get("name"),  row.get("description"),     row.get("type"),           row.get("target_groups"),
           row.get("needs"), number(row.get("age_min")), number(row.get("age_max"))};
    k.name = k.name.substr(0, k.name.find(" – "));
    kinds.push_back(std::move(k));
  }
  return kinds;
}

std::vector<territory::Settlement> read_places(db::Database& database) {
  return database.read([](db::Session& session) {
    std::vector<territory::Settlement> all;
    for (const auto& m : territory::list_municipalities(session)) {
      for (auto& s : territory::list_settlements(session, m.code)) all.push_back(std::move(s));
    }
    return all;
  });
}

class Seeder {
 public:
  explicit Seeder(db::Database& database) : m_database(database), m_places(read_places(database)) {}

  void run(int services) {
    for (int at = 0; at < services;) {
      const int end = std::min(services, at + rows_per_commit);
      m_database.write([&](db::Tx& tx) {
        for (; at < end; ++at) one(tx, at);
      });
    }
  }

 private:
  template <class List>
  const auto& any(const List& list) {
    return list[std::uniform_int_distribution<std::size_t>(0, std::size(list) - 1)(m_random)];
  }
  int below(int n) { return std::uniform_int_distribution<int>(0, n - 1)(m_random); }

  void next_organisation(db::Tx& tx, const territory::Settlement& place) {
    directory::NewOrganisation n;
    n.organisation.id = OrganisationId::make();
    n.organisation.kind = below(3) == 0 ? "ngo" : "municipal";
    n.organisation.name = n.organisation.kind == "ngo" ? fmt::format("Сдружение „{}“ – {}", any(called), place.name_bg)
                                                       : fmt::format("Общински социални услуги – {}", place.name_bg);
    n.organisation.municipality = place.municipality;
    directory::store_organisation(tx, n);
    m_organisation = n.organisation.id;
  }

  void one(db::Tx& tx, int number) {
    const Kind& kind = any(m_kinds);
    const auto& place = any(m_places);
    if (number % 20 == 0) next_organisation(tx, place);
    directory::NewLocation l;
    l.id = LocationId::make();
    l.settlement = place.code;
    l.address = fmt::format("ул. „{}“ {}", any(called), 1 + below(90));
    l.latitude = place.latitude;
    l.longitude = place.longitude;
    directory::store_location(tx, l);
    directory::NewService n;
    directory::Service& s = n.service;
    s.id = ServiceId::make();
    s.organisation = m_organisation;
    s.name = below(3) == 0 ? fmt::format("{} „{}“ – {}", kind.name, any(called), place.name_bg)
                           : fmt::format("{} – {}", kind.name, place.name_bg);
    s.description = fmt::format("{} {} {}", kind.description, any(said), any(said));
    s.type = kind.type;
    s.status = "published";
    s.municipality = place.municipality;
    s.target_groups = split(kind.groups);
    s.needs = split(kind.needs);
    s.age_min = kind.age_min;
    s.age_max = kind.age_max;
    for (int i = below(4); i > 0; --i) s.serves.push_back(any(m_places).municipality);
    std::sort(s.serves.begin(), s.serves.end());
    s.serves.erase(std::unique(s.serves.begin(), s.serves.end()), s.serves.end());
    s.confirmed_on = m_today.plus_days(-below(500));
    if (below(10) < 7) {
      static constexpr std::array states = {"capacity", "capacity", "waitlist", "no_capacity", "assessment_required"};
      s.capacity = {any(states), 20, below(6), below(4), m_today.plus_days(-below(60))};
    }
    n.location = l.id;
    directory::store_service(tx, n);
  }

  db::Database& m_database;
  std::vector<territory::Settlement> m_places;
  std::vector<Kind> m_kinds = read_kinds();
  std::mt19937 m_random{20261122};
  OrganisationId m_organisation;
  Day m_today = system_clock().today();
};

void say_what_the_index_costs(db::Database& database) {
  const auto before = steady_micros();
  directory::ServiceIndex index(database);
  const auto made = index.latest();
  const auto micros = steady_micros() - before;
  const auto bytes = made->base->bytes() + made->suggester->bytes();
  const auto n = made->base->entries.size();
  fmt::print(
      "index: {} services in {:.2f} s, {:.1f} MiB ({} bytes a service; suggestions {:.1f} MiB of it), {} terms\n", n,
      static_cast<double>(micros) / 1e6, static_cast<double>(bytes) / 1048576, bytes / std::max<std::size_t>(1, n),
      static_cast<double>(made->suggester->bytes()) / 1048576, made->base->segment->terms().size());
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  const std::string folder = argv[1], url = argc > 2 ? argv[2] : "-";
  const int services = argc > 3 ? std::atoi(argv[3]) : 100'000;
  const auto database = db::Database::open(url == "-" ? folder : url);
  if (services > 0) {
    if (const char* shared = std::getenv("GISHE_SHARED")) {
      const std::string places = std::string(shared) + "/data/geo-bg";
      if (std::filesystem::exists(places)) territory::import_places(*database, places, [](int) {});
    } else {
      database->write([](db::Tx& tx) { territory::load_demo_places(tx); });
    }
    Seeder(*database).run(services);
  }
  say_what_the_index_costs(*database);
  return 0;
}
