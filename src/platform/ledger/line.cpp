#include "platform/ledger/line.h"

#include <boost/json.hpp>

#include "base/text.h"

namespace gishe::ledger {

namespace json = boost::json;

std::string write_body(const secrets::Vault& vault, const Actor& actor, const Line& line, int lane, Instant at) {
  // Without the record in it, equal values of two people would show as equal hashes.
  const auto hashed = [&](const std::string& field, const std::string& value) -> std::string {
    if (value.empty()) return {};
    std::string salted(line.subject.raw());
    salted.append(field).push_back('\0');
    salted.append(value);
    return text::hex(vault.keyed_hash("ledger.value", salted)).substr(0, 32);
  };
  const auto id = [](const auto& value) { return value.is_nil() ? std::string() : value.text(); };
  json::array changes;
  for (const auto& change : line.changes) {
    changes.push_back(json::object{{"field", change.field},
                                   {"new", hashed(change.field, change.new_value)},
                                   {"old", hashed(change.field, change.old_value)}});
  }
  const json::object body{{"account", id(actor.account)},
                          {"action", line.action},
                          {"at", at.micros},
                          {"changes", changes},
                          {"function", function_name(actor.post.function)},
                          {"kind", line.kind},
                          {"lane", lane},
                          {"municipality", line.municipality.text},
                          {"organisation", id(actor.post.organisation)},
                          {"post", id(actor.post.id)},
                          {"reason", line.reason},
                          {"rule", line.rule},
                          {"session", actor.session},
                          {"subject", id(line.subject)}};
  return json::serialize(body);
}

std::string chain_hash(std::int64_t seq, std::string_view prev, std::string_view body) {
  std::string input("audit-v1\0", 9);
  for (int shift = 56; shift >= 0; shift -= 8) {
    input.push_back(static_cast<char>(static_cast<std::uint64_t>(seq) >> shift & 0xff));
  }
  input.append(prev).append(secrets::digest(body));
  return secrets::digest(input);
}

std::optional<Said> read_body(const std::string& body) {
  boost::system::error_code error;
  const auto value = json::parse(body, error);
  if (error || !value.is_object()) return std::nullopt;
  const auto& object = value.as_object();
  const auto words = [&](const char* key) -> std::optional<std::string> {
    const auto* found = object.if_contains(key);
    if (!found || !found->is_string()) return std::nullopt;
    return std::string(found->as_string());
  };
  const auto number = [&](const char* key) -> std::optional<std::int64_t> {
    const auto* found = object.if_contains(key);
    if (!found || !found->is_int64()) return std::nullopt;
    return found->as_int64();
  };
  const auto lane = number("lane"), at = number("at");
  const auto municipality = words("municipality"), subject = words("subject"), account = words("account");
  if (!lane || !at || !municipality || !subject || !account) return std::nullopt;
  return Said{static_cast<int>(*lane), *at, *municipality, *subject, *account};
}

}  // namespace gishe::ledger
