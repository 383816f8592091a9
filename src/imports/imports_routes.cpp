#include "imports/handlers.h"
#include "imports/imports.h"

namespace gishe::imports {

web::Routes routes() {
  using enum web::Method;
  using enum access::Action;
  return {
      {get, "/imports", import_people, show_imports},
      {post, "/imports", import_people, post_table},
      {get, "/imports/{id}", import_people, show_import},
      {post, "/imports/{id}/columns", import_people, post_columns},
      {post, "/imports/{id}/alike", import_people, post_alike},
      {post, "/imports/{id}/confirmation", import_people, post_confirmation},
      {post, "/imports/{id}/removal", import_people, post_removal},
      {post, "/imports/{id}/undo", import_people, post_undo},
      {get, "/imports/{id}/left-out.csv", import_people, download_left_out},
  };
}

}  // namespace gishe::imports
