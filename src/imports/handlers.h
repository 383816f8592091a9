#pragma once
#include "platform/web/web.h"

/// What imports_routes.cpp can name: one handler a row.
namespace gishe::imports {

web::Response show_imports(web::Context& c);
web::Response post_table(web::Context& c);
web::Response show_import(web::Context& c);
web::Response post_columns(web::Context& c);
web::Response post_alike(web::Context& c);
web::Response post_confirmation(web::Context& c);
web::Response post_removal(web::Context& c);
web::Response post_undo(web::Context& c);
web::Response download_left_out(web::Context& c);

}  // namespace gishe::imports
