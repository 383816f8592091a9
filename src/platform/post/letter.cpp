#include "platform/post/letter.h"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <chrono>

#include "platform/post/post.h"

namespace gishe::post {

bool is_address(std::string_view address) {
  const auto plain = [](unsigned char c) {
    return c > 0x20 && c != 0x7f &&
           std::string_view(",;:<>()[]\"\\").find(static_cast<char>(c)) == std::string_view::npos;
  };
  const auto at = address.find('@');
  return address.size() >= 3 && address.size() <= 254 && at != 0 && at != std::string_view::npos &&
         at + 1 != address.size() && std::count(address.begin(), address.end(), '@') == 1 &&
         std::all_of(address.begin(), address.end(), plain);
}

std::string encode_subject(std::string_view subject) {
  constexpr std::size_t bytes_a_word = 45;  // 60 characters of base 64 and 12 around them
  if (std::all_of(subject.begin(), subject.end(), [](unsigned char c) { return c >= 0x20 && c < 0x7f; })) {
    return std::string(subject);
  }
  std::string encoded;
  while (!subject.empty()) {
    std::size_t length = std::min(bytes_a_word, subject.size());
    const auto inside_letter = [&] { return (static_cast<unsigned char>(subject[length]) & 0xc0) == 0x80; };
    while (length > 1 && length < subject.size() && inside_letter()) --length;
    char word[sodium_base64_ENCODED_LEN(bytes_a_word, sodium_base64_VARIANT_ORIGINAL)];
    sodium_bin2base64(word, sizeof word, reinterpret_cast<const unsigned char*>(subject.data()), length,
                      sodium_base64_VARIANT_ORIGINAL);
    encoded += fmt::format("{}=?UTF-8?B?{}?=", encoded.empty() ? "" : "\r\n ", word);
    subject.remove_prefix(length);
  }
  return encoded;
}

std::string mail_date(Instant at) {
  constexpr const char* days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr const char* months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const std::chrono::sys_time<std::chrono::microseconds> moment(std::chrono::microseconds(at.micros));
  const Day day{std::chrono::floor<std::chrono::days>(moment)};
  const auto seconds = std::chrono::floor<std::chrono::seconds>(moment - day.at).count();
  return fmt::format("{}, {:02} {} {} {:02}:{:02}:{:02} +0000", days[std::chrono::weekday(day.at).c_encoding()],
                     day.day(), months[day.month() - 1], day.year(), seconds / 3600, seconds / 60 % 60, seconds % 60);
}

}  // namespace gishe::post
