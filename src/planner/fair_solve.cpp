#include "planner/fair_solve.h"

#include <algorithm>
#include <stdexcept>

#include "planner/sizing_check.h"
#include "planner/sizing_solve.h"

namespace gishe::planner {
namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }
constexpr int whole = 1000;

std::vector<std::int64_t> people_of_towns(const SizingProblem& p) {
  std::vector<std::int64_t> people;
  for (int i = 0; i < p.clients; ++i) {
    if (p.client_town[at(i)] >= std::ssize(people)) people.resize(at(p.client_town[at(i)] + 1));
    people[at(p.client_town[at(i)])] += p.demand[at(i)];
  }
  return people;
}

/// The reaches of a problem, and home: site `sites` + the town.
class WithHomes : public Costs {
 public:
  WithHomes(const SizingProblem& p, bool free) : m_problem(p), m_free(free) {}
  void row(int client, std::vector<Reach>& out) const override {
    const std::size_t begin = out.size();
    m_problem.costs->row(client, out);
    for (std::size_t k = begin; k < out.size() && m_free; ++k) out[k] = Reach(0, out[k].site());
    out.emplace_back(m_free ? 0 : m_problem.unserved_cost[at(client)],
                     m_problem.sites + m_problem.client_town[at(client)]);
  }

 private:
  const SizingProblem& m_problem;
  bool m_free;
};

/// A town's home is a kept site that takes so much of its people, and costs each what being unserved does.
SizingProblem with_homes(const SizingProblem& p, int share, bool free) {
  SizingProblem h = p;
  h.costs = std::make_shared<WithHomes>(p, free);
  h.kept.resize(at(p.sites));
  h.site_town.resize(at(p.sites));
  const std::vector<std::int64_t> people = people_of_towns(p);
  for (std::size_t town = 0; town < people.size(); ++town) {
    h.sizes.push_back({{people[town] * share / whole, 0, 0}});
    h.kept.push_back(1);
    h.site_town.push_back(static_cast<int>(town));
    ++h.sites;
  }
  h.site_names.clear();
  h.unserved_cost.clear();
  return h;
}

/// The question whether a share can be: people beyond it cost one each, everything else nothing.
SizingProblem beyond(const SizingProblem& p, int share) {
  SizingProblem h = with_homes(p, share, true);
  for (auto& sizes : h.sizes)
    for (Size& s : sizes) s.cost = 0;
  h.unserved_cost = p.demand;
  return h;
}

/// Who is at home is served nowhere.
SizingPlan without_homes(const SizingProblem& p, SizingPlan plan) {
  if (!plan.has_plan()) return plan;
  plan.size.resize(at(p.sites));
  plan.worth.resize(at(p.sites));
  std::erase_if(plan.served, [&](const Served& s) { return s.site >= p.sites; });
  return plan;
}

}  // namespace

int worst_share(const SizingProblem& p, const SizingPlan& plan) {
  const std::vector<std::int64_t> people = people_of_towns(p);
  std::vector<std::int64_t> left = people;
  for (const Served& s : plan.served) left[at(p.client_town[at(s.client)])] -= s.people;
  std::int64_t worst = 0;
  for (std::size_t town = 0; town < people.size(); ++town)
    if (people[town] > 0) worst = std::max(worst, (left[town] * whole + people[town] - 1) / people[town]);
  return static_cast<int>(worst);
}

FairPlan solve_fair(const SizingProblem& p, const Limits& limits, int asked_max) {
  if (p.unserved_cost.empty()) throw std::invalid_argument("everybody has to be served: there is nothing to share out");
  if (std::ssize(p.client_town) != p.clients) throw std::invalid_argument("the clients have no towns");
  FairPlan fair;
  std::vector<int> sizes;  // of a plan with the best share
  int tried = -1;          // the largest share that was not reached
  while (fair.share - tried > 1 && !limits.over()) {
    const int share = (fair.share + tried) / 2;
    const SizingProblem question = beyond(p, share);
    bool never = false;
    int asked = 0;
    Limits some;  // one thread: the question is cut where it was asked so often, the same way in every run
    some.seed = limits.seed;
    some.stop = [&] { return never || ++asked > asked_max || limits.over(); };
    some.tell = [&](const Progress& now) { never = never || now.bound > 0; };
    const SizingPlan answer = without_homes(p, solve(question, some));
    if (answer.status == Status::infeasible) {  // whatever the share: what is kept is over the budget
      fair.plan = answer;
      return fair;
    }
    if (answer.has_plan() && answer.objective == 0) {
      sizes = answer.size;
      fair.share = std::min(share, worst_share(p, answer));
    } else {
      tried = share;
      if (answer.has_plan() && answer.bound > 0) fair.share_bound = share + 1;
    }
  }
  const SizingProblem second = with_homes(p, fair.share, false);
  fair.plan = without_homes(p, solve(second, limits));
  if (!fair.plan.has_plan() && !sizes.empty()) {
    // Out of time before a first plan: the sizes of the first step, and who goes where at the least cost.
    SizingProblem as_found = second;
    for (int j = 0; j < p.sites; ++j) {
      as_found.kept[at(j)] = sizes[at(j)] >= 0;
      as_found.sizes[at(j)] =
          sizes[at(j)] < 0 ? std::vector<Size>{} : std::vector<Size>{p.sizes[at(j)][at(sizes[at(j)])]};
    }
    fair.plan = without_homes(p, solve(as_found, {}));
    if (fair.plan.has_plan()) {
      fair.plan.size = sizes;
      fair.plan.bound = 0;  // of these sizes only
      fair.plan.settle(limits.gap);
    }
  }
  if (const std::string wrong = check(p, fair.plan); !wrong.empty())
    throw std::logic_error("the planner made a wrong plan: " + wrong);
  if (fair.plan.has_plan() && worst_share(p, fair.plan) > fair.share)
    throw std::logic_error("the planner made an unfair plan");
  return fair;
}

}  // namespace gishe::planner
