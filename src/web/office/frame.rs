//! What stands around every page.

use actix_web::{HttpResponse, http::StatusCode, http::header};
use maud::{DOCTYPE, Markup, html};

use super::{session::Signed, style};

/// The rooms of the office: address, name.
const ROOMS: [(&str, &str); 4] =
    [("/office", "一覧"), ("/office/tokens", "トークン"), ("/office/corrections", "訂正"), ("/office/record", "記録")];

/// A page of someone who is signed in.
pub fn page(signed: &Signed, title: &str, main: &Markup) -> HttpResponse {
    document(StatusCode::OK, Some(signed), title, main)
}

/// A page with any status, for anyone.
pub fn document(status: StatusCode, signed: Option<&Signed>, title: &str, main: &Markup) -> HttpResponse {
    let markup = html! {
        (DOCTYPE)
        html lang="ja" {
            head {
                meta charset="utf-8";
                title { (title) " - 夜薬 薬剤師会のページ" }
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="robots" content="noindex";
                link rel="stylesheet" href=(*style::ADDRESS);
            }
            body.office {
                a.skip href="#main" { "本文へ" }
                (banner(signed))
                main #main tabindex="-1" { h1 { (title) } (main) }
            }
        }
    };
    HttpResponse::build(status)
        .content_type("text/html; charset=utf-8")
        .insert_header((header::CACHE_CONTROL, "private, no-store"))
        .insert_header((header::CONTENT_SECURITY_POLICY, style::POLICY))
        .body(markup.into_string())
}

fn banner(signed: Option<&Signed>) -> Markup {
    html! {
        header.banner {
            a.brand href="/office" { span.name { "夜薬" } span.tagline { "薬剤師会のページ" } }
            @if let Some(signed) = signed {
                nav aria-label="ページ" {
                    ul.rooms {
                        @for (address, name) in ROOMS {
                            li { a href=(address) aria-current=[(signed.path == address).then_some("page")] { (name) } }
                        }
                        li {
                            form action="/office/sign-out" method="post" {
                                (signed.proof())
                                button { "ログアウト（" (signed.name()) "）" }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// To another page, after a form was done.
pub fn see(address: &str) -> HttpResponse {
    HttpResponse::SeeOther()
        .insert_header((header::LOCATION, address))
        .insert_header((header::CACHE_CONTROL, "private, no-store"))
        .finish()
}
