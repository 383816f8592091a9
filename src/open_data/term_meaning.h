#pragma once
#include <boost/json.hpp>
#include <map>
#include <string>
#include <vector>

#include "directory/directory.h"

/// Terms of other people's taxonomies (AIRS/211, somebody's own) in our terms.
namespace gishe::open_data {

namespace json = boost::json;

/// What a foreign term stands for: a service type, a need or a target group of ours; nothing of ours when both are
/// empty.
struct Meaning {
  std::string scheme, code;  // bg_social::service_type, need or target_group
  bool operator==(const Meaning&) const = default;
};
using Meanings = std::map<Uuid, Meaning>;  // by the id of the foreign term

/// Three columns of an entry as an import writes them.
struct Given {
  std::string type;
  std::vector<std::string> needs, target_groups;
  bool operator==(const Given&) const = default;
};

/// Puts into the service what the foreign terms of its document mean, wherever the document says nothing in our own
/// terms; the first service type counts. True when any of them said something.
bool use_meanings(directory::Service& service, const json::object& document, const Meanings& meanings);
/// `needs`: all there are; without needs of its own an entry has those its type answers.
Given given_by(const directory::Service& service, const std::vector<directory::Need>& needs);

/// Writes into `is` what follows from `after`, column by column, where it still says what was given `before`. What a
/// person has set stays, and stays a person's: `after` then keeps what was given before. True when `is` has changed.
bool give_again(directory::Service& is, const Given& before, Given& after);

}  // namespace gishe::open_data
