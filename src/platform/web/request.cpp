#include <algorithm>

#include "platform/web/target.h"
#include "platform/web/web.h"

namespace gishe::web {
namespace {

std::string_view first(const Pairs& pairs, std::string_view name) {
  for (const auto& [key, value] : pairs) {
    if (key == name) return value;
  }
  return {};
}

}  // namespace

std::string_view Request::in_path(std::string_view name) const { return first(path_values, name); }
std::string_view Request::query(std::string_view name) const { return first(query_values, name); }
std::string_view Request::form(std::string_view name) const { return first(form_values, name); }
std::string_view Request::header(std::string_view name) const { return first(headers, name); }
std::string_view Request::cookie(std::string_view name) const { return first(cookies, name); }

std::vector<std::string_view> Request::form_all(std::string_view name) const {
  std::vector<std::string_view> all;
  for (const auto& [key, value] : form_values) {
    if (key == name) all.emplace_back(value);
  }
  return all;
}

Response Response::html(std::string body, int status) {
  Response r;
  r.status = status;
  r.body = std::move(body);
  return r;
}

Response Response::see_other(std::string location) {
  Response r;
  r.status = 303;
  r.headers.emplace_back("Location", std::move(location));
  return r;
}

Response Response::json(std::string body, int status) {
  Response r;
  r.status = status;
  r.content_type = "application/json";
  r.body = std::move(body);
  return r;
}

Response Response::pdf(std::string bytes, std::string_view file_name) {
  Response r;
  r.content_type = "application/pdf";
  r.body = std::move(bytes);
  std::string plain(file_name);
  std::replace_if(
      plain.begin(), plain.end(),
      [](char c) {
        return static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) > 0x7e || c == '"' || c == '\\' ||
               c == '/';
      },
      '_');
  r.headers.emplace_back("Content-Disposition",
                         "inline; filename=\"" + plain + "\"; filename*=UTF-8''" + percent_encoded(file_name));
  return r;
}

}  // namespace gishe::web
