// Throws bytes at everything that reads a request: head, target, form, multipart, cookies. The first byte chooses.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "platform/web/form.h"
#include "platform/web/head.h"
#include "platform/web/target.h"

namespace web = gishe::web;

/// What every caller relies on, whatever came in.
static void must(bool truth) {
  if (!truth) std::abort();
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  switch (data[0] % 5) {
    case 0:
      if (const auto target = web::parse_target(bytes)) {
        must(target->path.starts_with("/") && web::valid_utf8(target->path));
        must(target->path.find('\0') == std::string::npos && target->path.find("/../") == std::string::npos);
      }
      break;
    case 1:
      if (const auto fields = web::parse_fields(bytes)) {
        must(fields->size() <= web::fields_max);
        for (const auto& [name, value] : *fields) must(web::valid_utf8(name) && web::valid_utf8(value));
      }
      break;
    case 2:
      if (const auto form = web::parse_multipart(bytes, "B")) {
        for (const auto& upload : form->uploads) must(upload.file_name.find('/') == std::string::npos);
      }
      web::boundary_of(bytes);
      break;
    case 3:
      web::parse_cookies(bytes);
      web::local_path(bytes);
      must(web::percent_decoded(web::percent_encoded(bytes), false) == bytes);
      break;
    default: {
      web::HeadReader head;
      const std::size_t half = head.look(bytes.substr(0, bytes.size() / 2));
      if (half == 0 && head.refused() == 0 && head.look(bytes) > 0) {
        must(head.field("Transfer-Encoding").empty());
        gishe::web::Request request;
        head.fill(request);
      }
    }
  }
  return 0;
}
