#include "news/handlers.h"
#include "news/news.h"

namespace gishe::news {

web::Routes routes() {
  using enum web::Method;
  using enum access::Action;
  using Api = web::Route::Api;
  return {
      {get, "/news", open_public, show_list},
      {get, "/news.pdf", open_public, list_pdf},
      {get, "/news/feed.atom", open_public, show_feed},
      {get, "/news/calendar.ics", open_public, show_calendar},
      {get, "/news/pictures/{name}", open_public, show_picture},
      {get, "/news/{address}", open_public, show_item},
      {get, "/newsroom", write_news, show_newsroom},
      {post, "/newsroom", write_news, post_new},
      {get, "/newsroom/new", write_news, show_new},
      {get, "/newsroom/{id}", write_news, show_own},
      {post, "/newsroom/{id}", write_news, post_change},
      {get, "/newsroom/{id}/preview", write_news, show_preview},
      {post, "/newsroom/{id}/state", publish_news, post_state},
      {get, "/newsroom/{id}/pictures", write_news, show_pictures},
      {post, "/newsroom/{id}/pictures", write_news, post_picture},
      {post, "/newsroom/{id}/pictures/{picture}", write_news, post_picture_words},
      {post, "/newsroom/{id}/pictures/{picture}/place", write_news, post_picture_place},
      {post, "/newsroom/{id}/pictures/{picture}/removal", write_news, post_removal},
      {get, "/api/v1/news", open_public, api_list,
       Api{"Published news, newest day first", "", "NewsList", "NewsYear Limit After"}},
      {get, "/api/v1/news/{id}", open_public, api_item, Api{"One news item in all its languages", "", "NewsItem"}},
      {post, "/api/v1/news", write_news, api_write, Api{"A new draft", "NewNews", "NewsItem", "", 201}},
      {put, "/api/v1/news/{id}", write_news, api_change, Api{"Replaces what is written", "NewsChange", "NewsItem"}},
      {post, "/api/v1/news/{id}/state", publish_news, api_state,
       Api{"Publishes, takes back, archives or restores", "NewsStep", "NewsItem"}},
  };
}

}  // namespace gishe::news
