export function requireAuth(req, res, next) {
  // ruleid: fail-open-middleware
  try {
    req.user = jwt.verify(req.token, key);
    next();
  } catch (error) {
    logger.warn(error);
    next();
  }
}

export const authenticate = async (req, res, next) => {
  // ruleid: fail-open-middleware
  try {
    req.user = await admin.auth().verifyIdToken(req.token);
    return next();
  } catch {
    return next();
  }
};

export function optionalAuth(req, res, next) {
  // ok: fail-open-middleware
  try {
    req.user = jwt.verify(req.token, key);
  } catch (error) {
    req.user = null;
    next();
  }
}

export function verifyCaller(req, res, next) {
  // ok: fail-open-middleware
  try {
    req.user = jwt.verify(req.token, key);
    next();
  } catch (error) {
    next(error);
  }
}

@Injectable()
export class RolesGuard implements CanActivate {
  async canActivate(context: ExecutionContext) {
    // ruleid: fail-open-guard
    try {
      const user = await this.users.of(context);
      return user.roles.includes('admin');
    } catch (error) {
      return true;
    }
  }
}

@Injectable()
export class TokenGuard implements CanActivate {
  async canActivate(context: ExecutionContext) {
    // ok: fail-open-guard
    try {
      await this.tokens.verify(context);
      return true;
    } catch (error) {
      throw new UnauthorizedException();
    }
  }
}
