//! `/v1/webhooks`: being told of changes instead of asking.

mod keep;
mod show;

pub use keep::{create_webhook, create_webhook_secret, delete_webhook, restore_webhook};
pub use show::{get_webhook, list_webhooks};

use crate::{directory::Authority, web::auth::Caller};

/// Whose webhooks the caller reaches: the own, or everybody's as the operator.
fn reach(caller: &Caller) -> Option<String> {
    (caller.authority != Authority::Operator).then(|| caller.name.clone())
}
