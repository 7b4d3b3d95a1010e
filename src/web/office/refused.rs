//! A request that failed, as a page.

use std::fmt;

use actix_web::{HttpResponse, ResponseError, http::StatusCode, http::header};
use maud::html;

use super::frame;
use crate::{
    publish,
    web::problem::{Code, Problem},
};

/// A problem that is told as a page; without a session it leads to the sign-in.
#[derive(Debug)]
pub struct Refused(pub Problem);

impl From<Problem> for Refused {
    fn from(problem: Problem) -> Self {
        Self(problem)
    }
}

impl From<publish::Error> for Refused {
    fn from(error: publish::Error) -> Self {
        Self(Problem::from(error))
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl ResponseError for Refused {
    fn status_code(&self) -> StatusCode {
        self.0.status_code()
    }

    fn error_response(&self) -> HttpResponse {
        if self.0.code() == Code::Unauthorized {
            return HttpResponse::SeeOther().insert_header((header::LOCATION, "/office/sign-in")).finish();
        }
        if self.0.code() == Code::Internal {
            tracing::error!(error = self.0.inside(), "a page failed");
        }
        let told = self.0.view();
        let main = html! {
            div.faults role="alert" {
                p { (told.detail_ja) }
                @if !told.errors.is_empty() {
                    ul { @for error in told.errors { li { b { (error.parameter) } " " (error.detail_ja) } } }
                }
            }
            p lang="en" { (told.title) ". " (told.detail) }
            p { a href="/office" { "一覧のページへ" } }
        };
        frame::document(self.status_code(), None, told.title_ja, &main)
    }
}
