#include "platform/files/pdf_check.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <string>

namespace gishe::files {
namespace {

constexpr std::size_t unpacked_bytes_max = 32 << 20;  // of one file, all its object streams together

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

/// Does this name stand behind the slash? Its #xx are read.
bool begins_with_name(std::string_view rest, std::string_view name) {
  std::size_t at = 0;
  for (const char wanted : name) {
    if (at >= rest.size()) return false;
    char c = rest[at++];
    if (c == '#' && at + 1 < rest.size() && hex_digit(rest[at]) >= 0 && hex_digit(rest[at + 1]) >= 0) {
      c = static_cast<char>(hex_digit(rest[at]) * 16 + hex_digit(rest[at + 1]));
      at += 2;
    }
    if (c != wanted) return false;
  }
  return at == rest.size() || static_cast<unsigned char>(rest[at]) <= ' ' ||
         std::string_view("()<>[]{}/%").find(rest[at]) != std::string_view::npos;
}

bool names_an_act(std::string_view bytes) {
  // No name of two or three letters here: in packed bytes such a one comes by chance.
  static constexpr std::array<std::string_view, 8> names = {"JavaScript", "Launch",     "EmbeddedFile", "EmbeddedFiles",
                                                            "RichMedia",  "SubmitForm", "ImportData",   "GoToR"};
  for (std::size_t at = bytes.find('/'); at != std::string_view::npos; at = bytes.find('/', at + 1)) {
    const std::string_view rest = bytes.substr(at + 1);
    if (std::any_of(names.begin(), names.end(), [&](auto name) { return begins_with_name(rest, name); })) return true;
  }
  return false;
}

/// Unpacks from here on into `out`, as far as it is zlib's and there is room.
void unpack(std::string_view packed, std::string& out, std::size_t bytes_max) {
  z_stream stream{};
  if (inflateInit(&stream) != Z_OK) return;
  // zlib only reads through this pointer; its type is older than const.
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  stream.avail_in = static_cast<uInt>(packed.size());
  std::array<char, 16384> piece;
  int said = Z_OK;
  while (said == Z_OK && out.size() < bytes_max) {
    stream.next_out = reinterpret_cast<Bytef*>(piece.data());
    stream.avail_out = piece.size();
    said = inflate(&stream, Z_NO_FLUSH);
    out.append(piece.data(), piece.size() - stream.avail_out);
  }
  inflateEnd(&stream);
}

}  // namespace

bool pdf_wants_to_act(std::string_view pdf) {
  if (names_an_act(pdf)) return true;
  constexpr std::string_view kind = "/ObjStm", begin = "stream";
  std::size_t room = unpacked_bytes_max;
  for (std::size_t at = pdf.find(kind); at != std::string_view::npos && room > 0; at = pdf.find(kind, at + 1)) {
    std::size_t from = pdf.find(begin, at);
    if (from == std::string_view::npos) break;
    from += begin.size();
    while (from < pdf.size() && (pdf[from] == '\r' || pdf[from] == '\n')) ++from;
    std::string unpacked;
    unpack(pdf.substr(from), unpacked, room);
    if (names_an_act(unpacked)) return true;
    room -= std::min(room, std::max<std::size_t>(unpacked.size(), 4096));  // one that is empty costs time, too
  }
  return false;
}

}  // namespace gishe::files
