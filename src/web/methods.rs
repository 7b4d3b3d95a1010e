//! Which methods an address takes: for `Allow`, for `OPTIONS` and to tell 405 from 404.

use actix_web::{dev::ResourceDef, http::Method};
use utoipa::openapi::{OpenApi, path::PathItem};

/// The methods of every address of the contract.
#[derive(Clone, Debug)]
pub struct Methods(Vec<(ResourceDef, Vec<Method>)>);

impl Methods {
    /// As `contract` says.
    pub fn of(contract: &OpenApi) -> Self {
        Self(contract.paths.paths.iter().map(|(path, item)| (ResourceDef::new(path.as_str()), methods(item))).collect())
    }

    /// The `Allow` of an address: `GET, HEAD, OPTIONS`; `None` when the contract doesn't have it.
    pub fn allow(&self, path: &str) -> Option<String> {
        let mut found = self.0.iter().filter(|(resource, _)| resource.is_match(path)).peekable();
        found.peek()?;
        let mut names: Vec<&str> = found.flat_map(|(_, methods)| methods).map(Method::as_str).collect();
        names.sort_unstable();
        names.dedup();
        Some(with_implied(&names))
    }

    /// The `Allow` of an address that is only read.
    pub fn read_only() -> String {
        with_implied(&["GET"])
    }
}

/// `HEAD` goes with `GET`, and `OPTIONS` with everything.
fn with_implied(names: &[&str]) -> String {
    let mut all: Vec<&str> = Vec::with_capacity(names.len() + 2);
    for name in names {
        all.push(name);
        if *name == "GET" {
            all.push("HEAD");
        }
    }
    all.push("OPTIONS");
    all.join(", ")
}

fn methods(item: &PathItem) -> Vec<Method> {
    [
        (item.get.is_some(), Method::GET),
        (item.post.is_some(), Method::POST),
        (item.put.is_some(), Method::PUT),
        (item.patch.is_some(), Method::PATCH),
        (item.delete.is_some(), Method::DELETE),
    ]
    .into_iter()
    .filter_map(|(has, method)| has.then_some(method))
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn head_goes_with_get_and_options_with_all() {
        assert_eq!(with_implied(&["GET", "POST"]), "GET, HEAD, POST, OPTIONS");
        assert_eq!(Methods::read_only(), "GET, HEAD, OPTIONS");
    }
}
