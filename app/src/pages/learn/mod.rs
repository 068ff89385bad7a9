//! Pages under `/learn`.

use crate::routes::Routes;

/// The addresses of this part.
pub fn routes(routes: Routes) -> Routes {
    routes
}
