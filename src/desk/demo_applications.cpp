#include <functional>
#include <memory>
#include <queue>
#include <random>

#include "base/csv.h"
#include "base/split.h"
#include "desk/application_acts.h"
#include "desk/application_store.h"
#include "desk/demo_online.h"
#include "desk/desk.h"
#include "desk/follow_up.h"
#include "desk/proposals.h"
#include "desk/sending.h"
#include "desk/task.h"
#include "people/people.h"
#include "platform/embedded/embedded.h"

namespace gishe::desk {
namespace {

using access::Action;

constexpr std::int64_t day_seconds = 86'400;
constexpr std::int64_t days_played = 180;

/// What will happen, in the order of time. What lies after "now" is simply not played, so applications stand in every
/// state, as in a real office.
class Calendar {
 public:
  explicit Calendar(SetClock& clock) : m_clock(clock) {}
  Instant now() const { return m_clock.now(); }
  void at(Instant when, std::function<void()> happens) { m_coming.push({when, m_order++, std::move(happens)}); }

  void play(Instant until) {
    while (!m_coming.empty() && m_coming.top().when < until) {
      const Coming next = m_coming.top();
      m_coming.pop();
      m_clock.move_to(next.when);
      next.happens();
    }
    m_clock.move_to(until);
  }

 private:
  struct Coming {
    Instant when;
    int order;
    std::function<void()> happens;
    bool operator<(const Coming& other) const {
      return when != other.when ? when > other.when : order > other.order;  // the earliest on top
    }
  };
  SetClock& m_clock;
  int m_order = 0;
  std::priority_queue<Coming> m_coming;
};

/// The life of one desk, played by the real acts.
class Life {
 public:
  Life(Office& office, Calendar& calendar, const DemoCast& cast)
      : m_office(office), m_calendar(calendar), m_cast(cast) {
    m_random.seed(static_cast<unsigned>(cast.people.size()) * 31U + static_cast<unsigned>(cast.applications));
    read_stories();
  }

  void begin(Instant from) {
    for (int i = 0; i < m_cast.applications; ++i) {
      const auto second = static_cast<std::int64_t>(m_random() % static_cast<unsigned>(days_played * day_seconds));
      const PersonId person = m_cast.people.at(m_random() % m_cast.people.size());
      m_calendar.at(from.plus_seconds(second), [this, person] { take(person); });
    }
    m_calendar.at(from.plus_seconds(day_seconds), [=, this] { tidy_up(from.plus_seconds(days_played * day_seconds)); });
  }

 private:
  struct Story {
    std::vector<std::string> needs;
    std::string own_words, sex;  // sex empty: anybody's story
    int age_from = 0, age_until = 150;

    bool fits(const people::Person& person, Day on) const {
      const auto age = person.age(on);
      return (sex.empty() || sex == person.sex) && (!age || (*age >= age_from && *age <= age_until));
    }
  };

  void in_days(int least, int most, std::function<void()> happens) {
    const auto seconds =
        least * day_seconds +
        static_cast<std::int64_t>(m_random() % static_cast<unsigned>((most - least) * day_seconds + 1));
    m_calendar.at(m_calendar.now().plus_seconds(seconds), std::move(happens));
  }
  const std::string& one_of(const std::vector<std::string>& list) { return list.at(m_random() % list.size()); }
  bool chance(unsigned of_hundred) { return m_random() % 100 < of_hundred; }

  void read_stories() {
    const auto text = embedded::find("demo/stories.csv");
    if (!text) throw std::runtime_error("demo/stories.csv is not in this binary");
    csv::Reader reader(*text);
    while (reader.next()) {
      if (reader.get("kind") == "question") m_questions.push_back(reader.get("text"));
      if (reader.get("kind") == "answer") m_answers.push_back(reader.get("text"));
      if (reader.get("kind") != "story") continue;
      Story story;
      story.own_words = reader.get("text");
      story.sex = reader.get("sex");
      if (const auto from = reader.get("age_from"); !from.empty()) story.age_from = std::stoi(from);
      if (const auto until = reader.get("age_until"); !until.empty()) story.age_until = std::stoi(until);
      story.needs = text::split(reader.get("needs"), '|');
      m_stories.push_back(std::move(story));
    }
  }

  /// One that this person may tell: no day care for a child at the age of ninety.
  const Story& story_of(const PersonId& id) {
    const auto scope = access::scope(m_cast.officer, Action::take_application);
    const auto person = m_office.db.read([&](db::Session& s) { return people::find_person(s, scope, id); });
    std::vector<const Story*> fitting;
    for (const Story& story : m_stories) {
      if (person && story.fits(*person, m_office.today())) fitting.push_back(&story);
    }
    if (fitting.empty()) throw std::runtime_error("demo/stories.csv has no story for somebody of this age");
    return *fitting[m_random() % fitting.size()];
  }

  void take(const PersonId& person) {
    const Story& story = story_of(person);
    NewApplication application;
    application.person = person;
    application.needs = story.needs;
    application.own_words = story.own_words;
    application.channel = chance(80) ? "desk" : "phone";
    application.urgency = chance(85) ? "normal" : "soon";
    const auto taken = take_application(m_office, m_cast.officer, application, {});
    if (!taken) throw std::runtime_error(std::string("demo application: ") + taken.refusals().front().code->name);
    const ApplicationId id = taken->id;
    in_days(0, 3, [this, id] { choose(id); });
  }

  std::optional<File> open(const ApplicationId& id) {
    return m_office.db.read([&](db::Session& s) -> std::optional<File> {
      const auto found = find_application(s, access::scope(m_cast.officer, Action::open_application), id);
      if (!found) return std::nullopt;
      return load_file(s, *found);
    });
  }

  void choose(const ApplicationId& id) {
    const auto file = open(id);
    if (!file) return;
    const auto scope = access::scope(m_cast.officer, Action::propose_services);
    for (const Line& line : file->lines) {
      if (line.service || !line.outcome.empty()) continue;
      const auto best = m_office.db.read([&](db::Session& s) -> std::optional<ServiceId> {
        const auto proposals = propose(s, scope, file->application, line, m_office.today());
        if (!proposals || proposals->fitting() == 0) return std::nullopt;
        return proposals->some(s, 0, 1).front().candidate.service.id;
      });
      if (!best) continue;
      const auto version = open(id)->application.version;
      (void)choose_service(m_office, m_cast.officer, {id, line.id, *best, version}, {});
    }
    in_days(0, 2, [this, id] { send(id); });
  }

  void send(const ApplicationId& id) {
    const auto file = open(id);
    if (!file) return;
    if (chance(15)) return bring_papers(id, *file);
    Sending sending;
    sending.application = id;
    sending.version = file->application.version;
    sending.package_fields = {"name", "born_on", "settlement", "phone"};
    sending.legal_ground = "consent";
    sending.consent_how = "written";
    const auto sent = send_lines(m_office, m_cast.officer, sending, {});
    if (!sent) return;
    const auto after = open(id);
    for (const Line& line : after->lines) {
      if (line.referral) answer_later(*line.referral, id, line.id);
    }
  }

  /// Somebody forgot a paper: it is noted as missing, and mostly comes.
  void bring_papers(const ApplicationId& id, const File& file) {
    if (file.papers.empty()) return;
    const std::string code = file.papers.front().code;
    (void)change_paper(m_office, m_cast.officer, {id, code, "missing", {}, file.application.version}, {});
    in_days(2, 10, [this, id, code] {
      const auto now = open(id);
      if (now && change_paper(m_office, m_cast.officer, {id, code, "received", {}, now->application.version}, {}))
        in_days(0, 1, [this, id] { send(id); });
    });
  }

  void answer_later(const ReferralId& referral, const ApplicationId& application, const ApplicationLineId& line) {
    if (chance(12)) return;  // nobody answers: it will be overdue
    in_days(1, 7, [=, this] { answer(referral, application, line); });
  }

  void answer(const ReferralId& id, const ApplicationId& application, const ApplicationLineId& line) {
    const auto referral = find(id);
    if (!referral) return;
    const Actor* head = head_of(referral->to_organisation);
    if (!head) return;
    (void)step(*head, id, {"open", {}, {}, {}});
    const auto fate = m_random() % 100;
    if (fate < 60) {
      if (!step(*head, id, {"accept", {}, {}, m_office.today().plus_days(3 + static_cast<int>(m_random() % 10)).iso()}))
        return;
      in_days(4, 20, [=, this] { begin(*head, id, application, line); });
    } else if (fate < 75) {
      static constexpr const char* reasons[] = {"no_capacity", "no_capacity", "not_eligible", "out_of_area"};
      (void)step(*head, id, {"decline", reasons[m_random() % 4], {}, {}});
      in_days(1, 4, [this, application] { choose(application); });
    } else if (fate < 87) {
      (void)step(*head, id, {"waitlist", {}, {}, m_office.today().plus_days(40).iso()});
      in_days(15, 60, [=, this] {
        if (step(*head, id, {"accept", {}, {}, m_office.today().plus_days(5).iso()}))
          in_days(6, 15, [=, this] { begin(*head, id, application, line); });
      });
    } else {
      (void)step(*head, id, {"ask", {}, one_of(m_questions), {}});
      in_days(1, 5, [=, this] {
        if (step(m_cast.officer, id, {"answer", {}, one_of(m_answers), {}})) answer_later(id, application, line);
      });
    }
  }

  void begin(const Actor& head, const ReferralId& id, const ApplicationId& application, const ApplicationLineId& line) {
    if (chance(8)) return void(step(head, id, {"no_show", {}, {}, {}}));
    if (!step(head, id, {"start_service", "signed_elsewhere", {}, {}})) return;
    in_days(0, 3, [=, this] { decide(application, line); });
    in_days(91, 95, [=, this] { ask_how_it_goes(id, application); });
  }

  /// Most people answer when somebody calls.
  void ask_how_it_goes(const ReferralId& referral, const ApplicationId& application) {
    (void)make_follow_up_tasks(m_office);
    if (chance(10)) return;
    FollowUpAnswers answers;
    answers.going = how_it_goes[chance(75) ? 0 : 1 + m_random() % 2];
    answers.need_met = is_it_met[chance(70) ? 0 : 1 + m_random() % 2];
    answers.satisfaction = 3 + static_cast<int>(m_random() % 3);
    (void)answer_follow_up(m_office, m_cast.officer, application, referral, answers, {});
  }

  void decide(const ApplicationId& application, const ApplicationLineId& line) {
    if (const auto file = open(application)) {
      (void)decide_line(m_office, m_cast.officer, {application, line, "granted", {}, {}, file->application.version},
                        {});
      if (chance(60)) in_days(1, 10, [=, this] { close(application, line); });
    }
  }

  void close(const ApplicationId& application, const ApplicationLineId& line) {
    if (const auto file = open(application)) {
      (void)close_line(m_office, m_cast.officer, {application, line, file->application.version}, {});
    }
  }

  /// A working day of the officer: most of what is to be told is told.
  void tidy_up(Instant until) {
    const auto scope = access::scope(m_cast.officer, Action::close_task);
    const auto open_tasks = m_office.db.read([&](db::Session& s) { return list_open_tasks(s, scope, 100); });
    for (const Task& task : open_tasks) {
      if (task.kind == "tell_person" && chance(70)) (void)close_task(m_office, m_cast.officer, task.id, {});
      if (task.kind == "next_option" && chance(25)) choose(task.application);
    }
    const Instant tomorrow = m_calendar.now().plus_seconds(day_seconds);
    if (tomorrow < until) m_calendar.at(tomorrow, [this, until] { tidy_up(until); });
  }

  struct Told {
    std::string verb, reason, note, on;
  };
  bool step(const Actor& who, const ReferralId& id, const Told& told) {
    const auto referral = find(id);
    if (!referral) return false;
    return referrals::take_step(m_office, who, {id, told.verb, referral->version, told.reason, told.note, told.on}, {})
        .ok();
  }
  std::optional<referrals::Referral> find(const ReferralId& id) {
    return m_office.db.read([&](db::Session& s) {
      return referrals::find_referral(s, access::scope(m_cast.officer, Action::open_referral), id);
    });
  }
  const Actor* head_of(const OrganisationId& organisation) const {
    for (const Actor& head : m_cast.providers) {
      if (head.post.organisation == organisation) return &head;
    }
    return nullptr;
  }

  Office& m_office;
  Calendar& m_calendar;
  const DemoCast& m_cast;
  std::mt19937 m_random;
  std::vector<Story> m_stories;
  std::vector<std::string> m_questions, m_answers;
};

}  // namespace

void load_demo(Office& office, SetClock& clock, const std::vector<DemoCast>& casts, Instant until) {
  Calendar calendar(clock);
  std::vector<std::unique_ptr<Life>> lives;
  for (const DemoCast& cast : casts) {
    lives.push_back(std::make_unique<Life>(office, calendar, cast));
    lives.back()->begin(until.plus_seconds(-days_played * day_seconds));
  }
  std::function<void()> expire = [&] {
    referrals::expire_overdue(office);
    calendar.at(calendar.now().plus_seconds(day_seconds), expire);
  };
  calendar.at(until.plus_seconds(-(days_played - 1) * day_seconds), expire);
  if (!casts.empty() && !casts.front().people.empty()) {
    const DemoCast& first = casts.front();
    constexpr std::int64_t hours_ago = 21;
    calendar.at(until.plus_seconds(-hours_ago * 3600), [&] { send_demo_online(office, first.officer, first.people); });
  }
  calendar.play(until);
}

}  // namespace gishe::desk
