//! The pages of those who keep lists: server-rendered, whole without scripts, usable by keyboard alone.
//!
//! Every page but the sign-in takes [`session::Signed`] as an argument; every form is a [`session::Posted`], which has
//! proved that it came from one of these pages. The work itself is done by `publish`, as for the API.

mod columns;
mod correct;
mod corrections;
mod elsewhere;
mod entries;
mod frame;
mod home;
mod listing;
mod progress;
mod record;
mod refused;
mod report;
mod roster;
mod send;
mod session;
mod sign_in;
mod steps;
mod style;
mod tokens;
mod words;

pub use words::field as field_name;

use actix_web::web::{self, ServiceConfig};

pub use progress::Checks;
pub use session::must_be_ours;

/// The routes of the pages.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(web::resource("/office").route(web::get().to(home::page)))
        .service(
            web::resource("/office/sign-in")
                .route(web::get().to(sign_in::page))
                .route(web::post().to(sign_in::sign_in)),
        )
        .service(web::resource("/office/sign-out").route(web::post().to(sign_in::sign_out)))
        .service(web::resource("/office/style.css").route(web::get().to(style::sheet)))
        .service(web::resource("/office/lists/{association}").route(web::post().to(send::send)))
        .service(web::resource("/office/lists/{association}/versions").route(web::get().to(home::versions)))
        .service(web::resource("/office/lists/{association}/list.xlsx").route(web::get().to(home::list_workbook)))
        .service(web::resource("/office/checks/{ticket}").route(web::get().to(progress::page)))
        .service(web::resource("/office/listings/{id}").route(web::get().to(listing::page)))
        .service(web::resource("/office/listings/{id}/rejected.xlsx").route(web::get().to(listing::rejected)))
        .service(web::resource("/office/listings/{id}/file").route(web::get().to(listing::file)))
        .service(web::resource("/office/listings/{id}/cells").route(web::post().to(correct::cells)))
        .service(web::resource("/office/listings/{id}/columns").route(web::post().to(columns::answer)))
        .service(web::resource("/office/listings/{id}/{step}").route(web::post().to(steps::step)))
        .service(
            web::resource("/office/rosters/{association}")
                .route(web::get().to(roster::page))
                .route(web::post().to(roster::enter)),
        )
        .service(web::resource("/office/rosters/{association}/{id}/file").route(web::get().to(entries::file)))
        .service(web::resource("/office/rosters/{association}/{id}/enter").route(web::post().to(entries::enter)))
        .service(web::resource("/office/rosters/{association}/{id}/undo").route(web::post().to(entries::undo)))
        .service(
            web::resource("/office/tokens").route(web::get().to(tokens::page)).route(web::post().to(tokens::create)),
        )
        .service(web::resource("/office/tokens/{id}/revoke").route(web::post().to(tokens::revoke)))
        .service(web::resource("/office/corrections").route(web::get().to(corrections::page)))
        .service(web::resource("/office/corrections/{id}/settle").route(web::post().to(corrections::settle)))
        .service(web::resource("/office/record").route(web::get().to(record::page)));
}
