//! Files that stand within the program compressed (brotli): what is large, and what is frozen.

use std::{io::Read, sync::LazyLock};

use actix_web::{
    HttpRequest, HttpResponse,
    http::header::{self, AcceptEncoding, ContentEncoding, Encoding, Header},
};

use crate::digest;

/// What was packed, for as long as the program runs.
pub fn unpacked(brotli: &'static [u8]) -> &'static [u8] {
    let mut plain = Vec::new();
    if let Err(error) = brotli::Decompressor::new(brotli, 4096).read_to_end(&mut plain) {
        // It came with the program; a test unpacks each.
        tracing::error!(%error, "a packed file is damaged");
    }
    plain.leak()
}

/// A large script, sent as it is packed to whoever takes that.
#[derive(Debug)]
pub struct Packed {
    /// Its path, with a hash of its content.
    pub path: String,
    brotli: &'static [u8],
    plain: LazyLock<&'static [u8], Box<dyn FnOnce() -> &'static [u8] + Send>>,
}

impl Packed {
    /// A script under the name `stem`, its hash, and `mjs`.
    pub fn script(stem: &str, brotli: &'static [u8]) -> Self {
        let path = format!("/assets/{stem}.{}.mjs", digest::mark(brotli, 12));
        Self { path, brotli, plain: LazyLock::new(Box::new(move || unpacked(brotli))) }
    }

    /// The script, to be kept for ever, with the policy that a worker made of it is held to.
    pub fn sent(&self, request: &HttpRequest, policy: String) -> HttpResponse {
        let mut response = HttpResponse::Ok();
        response
            .insert_header((header::CACHE_CONTROL, "public, max-age=31536000, immutable"))
            .insert_header((header::CONTENT_SECURITY_POLICY, policy))
            .insert_header((header::VARY, "Accept-Encoding"))
            .content_type("text/javascript; charset=utf-8");
        let offered = [Encoding::brotli(), Encoding::identity()];
        let taken = AcceptEncoding::parse(request).ok().and_then(|asked| asked.negotiate(offered.iter()));
        if taken == Some(Encoding::brotli()) {
            return response.insert_header(ContentEncoding::Brotli).body(self.brotli);
        }
        response.body(*self.plain)
    }
}
