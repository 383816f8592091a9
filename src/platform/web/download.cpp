#include "platform/web/download.h"

#include <algorithm>

#include "platform/web/target.h"

namespace gishe::web {

Response download(std::string bytes, std::string_view media_type, std::string_view file_name) {
  Response r;
  r.content_type = media_type;
  r.body = std::move(bytes);
  std::string plain(file_name);
  const auto strange = [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) > 0x7e || c == '"' || c == '\\' ||
           c == '/' || c == '%';
  };
  std::replace_if(plain.begin(), plain.end(), strange, '_');
  r.headers.emplace_back("Content-Disposition",
                         "attachment; filename=\"" + plain + "\"; filename*=UTF-8''" + percent_encoded(file_name));
  r.headers.emplace_back("Content-Security-Policy", "sandbox; default-src 'none'");
  return r;
}

}  // namespace gishe::web
