#pragma once
#include <span>
#include <string_view>

/// The life of a directory entry (facts.md §3.1): suggested → draft → in_review → published ⇄ needs_update;
/// published → suspended → published; any → archived, from where a second person may bring it back. The one table of
/// it.
namespace gishe::directory {

/// Who takes the step. A second person is an editor who did not write what is being published.
enum class Hand { owner, editor, second_person, clock, import };

struct Transition {
  std::string_view from, to;
  Hand by;
};
std::span<const Transition> transitions();
bool may_move(std::string_view from, std::string_view to, Hand by);
/// The public sees it. A suspended one, too, once it says why (Service::suspended).
bool is_listed(std::string_view state);

}  // namespace gishe::directory
