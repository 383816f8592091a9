#include "complaints/complaint.h"

#include <gtest/gtest.h>

namespace gishe::complaints {
namespace {

TEST(Complaint, only_these_steps_exist) {
  int steps = 0;
  for (const State from : {State::received, State::assigned, State::answered, State::reopened, State::closed}) {
    for (const Verb verb : {Verb::assign, Verb::answer, Verb::reopen, Verb::close})
      steps += after(from, verb).has_value();
    EXPECT_EQ(state_from(state_name(from)), from);
  }
  EXPECT_EQ(steps, 7);
  EXPECT_FALSE(after(State::received, Verb::answer)) << "nobody has it yet";
  EXPECT_FALSE(after(State::closed, Verb::reopen));
}

TEST(Complaint, names_a_colleague_in_either_alphabet) {
  EXPECT_TRUE(names("Беше груба, Мария Петрова от гишето", "Мария Петрова", false));
  EXPECT_TRUE(names("Maria PETROVA, 12.11.", "Мария Петрова", false));
  EXPECT_FALSE(names("г-жа Петрова", "Мария Петрова", false));
  EXPECT_TRUE(names("г-жа Петрова", "Мария Петрова", true)) << "about an employee the family name is enough";
  EXPECT_FALSE(names("Мария от гишето", "Мария Петрова", true));
  EXPECT_FALSE(names("нищо", "", true));
}

TEST(Complaint, holds_what_it_must) {
  NewComplaint n;
  n.about = "employee";
  n.words = "Какво стана";
  EXPECT_EQ(why_not_complain(n).front().field, "about_words");
  n.about = "centre";
  EXPECT_TRUE(why_not_complain(n).empty()) << "no name is asked";
  n.email = "не е";
  EXPECT_EQ(why_not_complain(n).front().field, "email");
}

}  // namespace
}  // namespace gishe::complaints
