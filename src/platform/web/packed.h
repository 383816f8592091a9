#pragma once
#include <string>
#include <string_view>

#include "platform/web/web.h"

/// How a body travels: packed for who can unpack it, or not at all where the browser still has it.
namespace gishe::web {

/// Whether gzip stands in an Accept-Encoding, not refused by q=0.
bool takes_gzip(std::string_view accept_encoding);
/// Packs text of more than a packet's length; pictures, PDF and what is packed already stay as they are. Never for a
/// body with a secret of the visitor in it (BREACH): the caller knows.
void pack(Response& response);
/// Gives the body an ETag; the answer becomes 304 without a body when If-None-Match names it. An answer that has one
/// already stays as it is: its handler knew without reading the bytes.
void keep_or_confirm(const Request& request, Response& response);

}  // namespace gishe::web
