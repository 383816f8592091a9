#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "own_file/own_file.h"

/// What a person asks about her own file, and the steps of its answer. Pure.
namespace gishe::own_file {

struct SubjectRequest {
  SubjectRequestId id;
  MunicipalityCode municipality;
  std::string number;
  PersonId person;
  std::string kind;  // one of request_kinds
  std::string state = "received";
  std::string channel;  // own_access, desk
  std::string words;    // as the person says it; may be empty
  AccountId asked_by;
  Instant asked_at;
  Day due_on;
  std::string answer;  // or why it is refused
  std::optional<Instant> answered_at;
  std::int64_t version = 1;

  bool is_open() const { return !answered_at.has_value(); }
};

inline constexpr std::size_t request_words_max = 2000;

/// copy, correction, restriction, erasure, objection; words under own.request.kind.CODE.
const std::vector<std::string>& request_kinds();
/// review, extend, answer, refuse; words under own.request.step.CODE.
const std::vector<std::string>& request_steps();
/// The state a step leads to; nullopt where it is not possible from here. Only once more time may be taken.
std::optional<std::string> after_step(std::string_view state, std::string_view step);
/// Does this step need words: why it takes longer, the answer, why it is refused?
bool needs_words(std::string_view step);

}  // namespace gishe::own_file
