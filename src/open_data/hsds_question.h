#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/instant.h"
#include "base/refusal.h"
#include "base/uuid.h"
#include "platform/web/web.h"

/// What a request to /hsds asks. Every parameter stands in the address or, of a POST, in a JSON object or in both; all
/// of them must hold together.
namespace gishe::open_data {

enum class HsdsFormat { json, ndjson, csv };

struct Question {
  std::string search;
  std::int64_t page = 1;
  int per_page = 50;
  HsdsFormat format = HsdsFormat::json;
  bool minimal = false, full = false, full_service = false;
  std::optional<bool> top_only;
  std::optional<Uuid> taxonomy_term, taxonomy, organisation, parent;
  std::optional<Instant> modified_after;
  std::string postcode;
  std::optional<double> proximity_metres;
};

/// `known`: names this endpoint takes, between blanks. A name it does not take, a value that is none, a name twice:
/// 422.
Result<Question> question_of(const web::Context& c, std::string_view known);

/// 2026-11-22 or 2026-11-22T10:00:00[.5](Z|+02:00); without a zone: UTC.
std::optional<Instant> instant_of(std::string_view text);

}  // namespace gishe::open_data
